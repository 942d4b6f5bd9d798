import { STYLE } from '../report/html/style.ts';

/** site.css: that of the reports, and what only a site has. */
export const SITE_STYLE = `${STYLE}
.head{--tone:var(--ink)}
.head.t-conformant,.head.t-verified{--tone:var(--good)}.head.t-non-conformant,.head.t-broken{--tone:var(--bad)}.head.t-inconclusive{--tone:var(--warn)}
.head h1{overflow-wrap:anywhere}
.head h1.id{font-size:clamp(1.375rem,1.1rem + 1.6vw,2rem);letter-spacing:-.01em}
.head .meaning .level{font-size:.8125rem}
.nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-top:.5rem;font-size:.9375rem}
.nav a{padding:.25rem 0}
.nav [aria-current]{font-weight:650;text-decoration:none;color:var(--ink)}
.nav .language{margin-left:auto}
.site{padding-top:1.75rem;padding-bottom:4rem}
.site>section+section,.site>dl+section{margin-top:2.5rem}
.controls{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,100%),1fr));gap:.75rem 1rem;margin:.75rem 0 1rem;align-items:start}
.controls[hidden]{display:none}
#shown{grid-column:1/-1}
#q-hint{display:block;line-height:1.35;margin-top:.3rem}
@media (max-width:40rem){.controls{grid-template-columns:1fr 1fr}.controls p:first-child{grid-column:1/-1}}
.controls label,.pick label{display:block;font-size:.8125rem;font-weight:600;color:var(--soft);margin-bottom:.2rem}
input[type=search],select{width:100%;font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:8px;padding:.4rem .6rem;min-height:2.5rem}
.matrix{padding:0;max-height:85vh;overflow:auto;background:linear-gradient(to left,var(--card) 1.5rem,transparent 3rem) right/3rem 100% no-repeat local,linear-gradient(to left,var(--edge),transparent) right/1.25rem 100% no-repeat scroll,var(--card)}
#wider::after{content:" \\2192"}
body:has(.matrix) .wrap{max-width:100rem}
.matrix time,.matrix .verdict{white-space:nowrap}
.matrix table{border-collapse:separate;border-spacing:0;font-size:.875rem}
.matrix th,.matrix td{padding:.35rem .4rem;overflow-wrap:normal}
.matrix thead th{position:sticky;top:0;background:var(--card);z-index:2;border-bottom:1px solid var(--edge)}
.matrix tbody th[scope=row],.matrix thead th:first-child{position:sticky;left:0;background:var(--card);z-index:1;min-width:min(12.5rem,38vw);max-width:16rem;overflow-wrap:anywhere}
.matrix thead th:first-child{z-index:3}
.matrix thead th{font-size:.8125rem}
.matrix .group th{background:var(--sunk);text-align:left;position:static}
.labels{display:block;font-weight:400;font-size:.75rem;color:var(--soft)}
.labels i{font-style:normal;display:inline-block;margin-right:.4rem}
.sort{font:inherit;color:inherit;background:none;border:0;padding:.2rem 0;cursor:pointer;text-align:left}
.sort::after{content:" \\2195";opacity:.55}
[aria-sort=ascending] .sort::after{content:" \\2191";opacity:1}
[aria-sort=descending] .sort::after{content:" \\2193";opacity:1}
.by-check thead th:nth-child(n+5) .sort{writing-mode:vertical-rl;max-height:14rem}
.c-f,.c-e,.c-w,.c-h,.c-t,.c-p,.c-n{white-space:nowrap}
.c-f{color:var(--bad);background:var(--bad-bg);font-weight:650}
.c-e,.c-t{color:var(--warn);background:var(--warn-bg)}
.c-w,.c-h{color:var(--held);background:var(--held-bg)}
.c-p{color:var(--good)}
.c-n{color:var(--calm)}
.verdict{color:var(--tone);font-weight:600}
.strip{display:flex;gap:1px;height:1.5rem;margin-bottom:1rem;border-radius:6px;overflow:hidden}
.strip i{flex:1;background:var(--tone)}
.flips li{display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:center;padding:.2rem 0}
.k-regression{border-left:4px solid var(--bad);padding-left:.6rem!important}
.site,.head{overflow-wrap:anywhere}
.site .row>*,.flips li>*,.verdict{min-width:0}
.fold{margin-top:.6rem}
.fold>summary{padding:.35rem 0}
.ids{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr));gap:.2rem 1rem;padding:.4rem 0 .4rem 1rem}
.outcome{margin-bottom:1rem}
.pick{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:1rem}
.pick fieldset{margin:0;border:1px solid var(--line);border-radius:12px;background:var(--card);padding:1rem;min-width:0}
.pick p+p{margin-top:.6rem}
`;
