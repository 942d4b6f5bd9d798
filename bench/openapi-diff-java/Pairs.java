import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** Reads a pair of documents a line, {"base": ..., "head": ...}, and prints what openapi-diff makes of each. */
public class Pairs {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode pair = json.readTree(line);
      String verdict;
      try {
        ChangedOpenApi changed = OpenApiCompare.fromContents(pair.get("base").toString(), pair.get("head").toString());
        verdict = changed.isIncompatible() ? "breaking" : "compatible";
      } catch (Throwable error) {
        verdict = "refused";
      }
      System.out.println(verdict);
    }
  }
}
