/**
 * A device id in canonical decimal digits ("20001", "-1"). A string, because ids reach past 2^53.
 *
 * @since 0.1.0
 */
export type Id = string;
