/** The style sheet of the HTML report: light and dark, narrow and wide, screen and paper. */
export const STYLE = `
:root{
--page:#f5f6f8;--card:#fff;--sunk:#f1f3f6;--ink:#18212d;--soft:#526073;--line:#dce1e8;--edge:#c3cad5;--control:#7c8798;--link:#1f56a8;
--good:#17724a;--bad:#b02318;--warn:#875300;--calm:#46566b;--held:#6a3fa0;
--good-bg:#e4f4ec;--bad-bg:#fcebe9;--warn-bg:#fbf1dc;--calm-bg:#e9edf2;--held-bg:#f1eafa;
--text:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{
--page:#10141a;--card:#181e26;--sunk:#11161d;--ink:#e4e8ee;--soft:#a0abba;--line:#2a333f;--edge:#3c4756;--control:#6f7c8e;--link:#8fb8f6;
--good:#67cf9b;--bad:#ff9187;--warn:#e6b860;--calm:#a9b5c5;--held:#c9a8f7;
--good-bg:#15301f;--bad-bg:#3a1a19;--warn-bg:#33270f;--calm-bg:#232c37;--held-bg:#2b2140}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 var(--text)}
h1,h2,h3,h4,p,ul,ol,dl,dd,table,figure{margin:0;padding:0}
ul,ol{list-style:none}
a{color:var(--link);text-underline-offset:.28em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
code,pre,.id{font-family:var(--mono);font-size:.875em}
.id,code{overflow-wrap:anywhere}
pre{margin:0;padding:.75rem .875rem;background:var(--sunk);border:1px solid var(--line);border-radius:8px;
white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8125rem;line-height:1.55;tab-size:2}
.unseen{font-weight:600;color:var(--warn);background:var(--warn-bg);border-radius:3px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:9}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.wrap{max-width:74rem;margin:0 auto;padding:0 1.25rem}

.head{background:var(--card);border-bottom:1px solid var(--line);border-top:6px solid var(--tone)}
.head .wrap{padding-top:2.25rem;padding-bottom:2rem}
.eyebrow{font-size:.8125rem;color:var(--soft);letter-spacing:.01em}
h1{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .8rem;font-size:clamp(2rem,1.4rem + 2.6vw,3rem);
line-height:1.15;letter-spacing:-.022em;font-weight:680;color:var(--tone);margin:.75rem 0 .5rem}
.seal{display:inline-grid;place-items:center;width:1.1em;height:1.1em;border-radius:50%;background:var(--tone);
color:var(--card);font-size:.82em;line-height:1;font-weight:700;flex:none}
.pill{font-size:.8125rem;font-weight:600;letter-spacing:.01em;line-height:1;color:var(--ink);padding:.4rem .65rem;
border:1px solid var(--edge);border-radius:99px}
.who{font-size:1.125rem;overflow-wrap:anywhere}
.meaning{font-size:1.0625rem;max-width:46rem;margin-top:.85rem}
.harm{margin:.75rem 0 0;max-width:46rem;font-size:1.125rem;font-weight:600}
.harm li{padding-left:1.4rem;position:relative;overflow-wrap:anywhere}
.harm li::before{content:"!";position:absolute;left:.2rem;color:var(--tone);font-weight:800}
.harm .mend{display:block;font-weight:400;font-size:1rem}
.harm li+li{margin-top:.3rem}
.numbers{margin-top:1.25rem}
.numbers .key{margin-bottom:0}
@media (min-width:64rem){.head .split{display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:3rem}
.numbers{margin-top:2rem}.numbers .key{flex-direction:column}}
.next{margin-top:.5rem;font-weight:600}
.alike{font-size:.875rem;padding:.25rem 0 0}
.alike li{padding:.1rem 0}
.reasons{margin-top:.5rem;max-width:46rem;color:var(--soft)}
.t-conformant{--tone:var(--good)}.t-non-conformant{--tone:var(--bad)}.t-inconclusive{--tone:var(--warn)}.t-verified{--tone:var(--good)}.t-broken{--tone:var(--bad)}

.layout{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem;padding-top:1.75rem;padding-bottom:4rem}
.alone{padding-top:1.75rem;padding-bottom:4rem}
.toc a{display:flex;gap:.75rem;justify-content:space-between;padding:.25rem 0;color:var(--ink);text-decoration:none}
.toc a:hover{text-decoration:underline}
.toc .sub a{padding-left:.85rem;color:var(--soft)}
.toc .n{font-variant-numeric:tabular-nums;color:var(--soft);flex:none}
.toc .n.bad{color:var(--bad);font-weight:650}
.toc summary{font-weight:600;padding:.7rem 0}
.toc details{border:1px solid var(--line);border-radius:10px;background:var(--card);padding:0 1rem}
.toc details[open]{padding-bottom:.75rem}
.toc .wide{display:none}
@media (min-width:64rem){
.layout{grid-template-columns:14rem minmax(0,1fr);gap:3rem}
.toc{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow:auto;font-size:.875rem}
.toc details{display:none}.toc .wide{display:block}
.toc h2{font-size:.8125rem;font-weight:600;color:var(--soft);margin:0 0 .35rem}}

section{scroll-margin-top:1rem}
main>section+section{margin-top:3rem}
h2{font-size:1.375rem;letter-spacing:-.012em;line-height:1.25;font-weight:650;margin-bottom:.35rem}
h3{font-size:1.0625rem;font-weight:650;line-height:1.35;margin:1.75rem 0 .6rem}
h3 .soft{font-weight:400;font-size:.875rem;margin-left:.4rem}
.lead{color:var(--soft);max-width:46rem;margin-bottom:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.35rem}
.card+.card{margin-top:1rem}

.bar{display:flex;gap:2px;height:12px;border-radius:6px;overflow:hidden;margin:.9rem 0 1.1rem}
.bar i{display:block;min-width:4px;background:var(--tone)}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:-.4rem 0 1.1rem;font-size:.875rem}
.key i{display:inline-block;width:.75rem;height:.75rem;border-radius:3px;background:var(--tone);margin-right:.45rem}
.scroll{overflow-x:auto}
.wide-table{table-layout:fixed}
.wide-table th,.wide-table td{overflow-wrap:break-word}
.wide-table th:first-child{width:6.5rem}
.wide-table th:last-child{width:38%}
.wide-table tr:target{outline:3px solid var(--link);outline-offset:-3px}
@media (max-width:40rem){
.wide-table,.wide-table tbody,.wide-table tr,.wide-table th,.wide-table td{display:block;width:auto!important;border:0;padding:.15rem 0}
.wide-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.wide-table tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.wide-table tbody th br{display:none}.wide-table tbody th .level{margin-left:.5rem}}
.sides th{overflow-wrap:normal}
@media (max-width:40rem){
.sides tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));padding:.4rem 0;border-bottom:1px solid var(--line)}
.sides tbody tr:last-child{border-bottom:0}
.sides thead th:first-child{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.sides tbody th{grid-column:1/-1;font-size:.8125rem;color:var(--soft)}
.sides th,.sides td{border:0;padding:.1rem .6rem .1rem 0}}
table{width:100%;border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
th,td{padding:.5rem .65rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
tr:last-child>*{border-bottom:0}
thead th{font-weight:600;color:var(--soft);font-size:.8125rem;vertical-align:bottom}
tbody th{font-weight:600}
.num{text-align:right;overflow-wrap:normal}
.zero{color:var(--soft)}
.counts .n-bad{color:var(--bad);font-weight:700}
@media (max-width:40rem){
.counts thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.counts tr{display:grid;grid-template-columns:1fr 1fr;padding:.65rem 0;border-bottom:1px solid var(--line)}
.counts tr:last-child{border-bottom:0}
.counts tbody th{grid-column:1/-1;padding:.1rem 0 .3rem;border:0}
.counts td{display:flex;justify-content:space-between;gap:.5rem;border:0;padding:.1rem .9rem .1rem 0;text-align:left}
.counts td::before{content:attr(data-of);color:var(--soft);font-size:.875rem}}

.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:1rem 1.75rem}
.facts dt{font-size:.8125rem;color:var(--soft)}
.facts dd{overflow-wrap:anywhere}
.facts.wide{grid-template-columns:minmax(0,1fr);border-top:1px solid var(--line);margin-top:1rem;padding-top:1rem}

.tag{display:inline-flex;align-items:center;gap:.4em;font-size:.8125rem;font-weight:620;line-height:1.2;white-space:nowrap;
color:var(--tone);background:var(--wash);border-radius:99px;padding:.27rem .65rem .27rem .5rem}
.tag b{font-weight:700;width:1em;text-align:center}
.level{font-size:.75rem;font-weight:650;letter-spacing:.03em;color:var(--soft)}
.o-passed{--tone:var(--good);--wash:var(--good-bg)}
.o-failed{--tone:var(--bad);--wash:var(--bad-bg)}
.o-error{--tone:var(--warn);--wash:var(--warn-bg)}
.o-waived,.o-withheld{--tone:var(--held);--wash:var(--held-bg)}
.o-not-testable{--tone:var(--warn);--wash:var(--warn-bg)}
.o-not-applicable{--tone:var(--calm);--wash:var(--calm-bg)}

.list>li{padding:.85rem 0;border-bottom:1px solid var(--line)}
.list>li:first-child{padding-top:0}
.list>li:last-child{border-bottom:0;padding-bottom:0}
.list .what{font-weight:600;overflow-wrap:anywhere;min-width:0}
.list .row{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .7rem}
.list p{margin-top:.25rem;overflow-wrap:anywhere}

summary{cursor:pointer}
.check{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:10px;
margin-top:.5rem;scroll-margin-top:1rem}
.check>summary{display:grid;grid-template-columns:8.6rem minmax(0,1fr) auto auto;gap:.15rem 1rem;align-items:center;
padding:.7rem 1.1rem;list-style:none}
.check>summary::-webkit-details-marker,.x>summary::-webkit-details-marker{display:none}
.check>summary::after,.x>summary::after{content:"";width:.5rem;height:.5rem;border:solid var(--soft);
border-width:0 2px 2px 0;transform:rotate(45deg) translate(-2px,-2px);flex:none}
.check[open]>summary::after,.x[open]>summary::after{transform:rotate(-135deg) translate(-2px,-2px)}
.check>summary:hover h4,.x>summary:hover .id{text-decoration:underline;text-underline-offset:.28em;text-decoration-thickness:1px}
.check>summary .tag{justify-self:start}
.check h4{font-size:1rem;font-weight:550;line-height:1.4;overflow-wrap:anywhere}
.check .id{color:var(--soft);font-size:.8125rem}
.check.o-passed h4,.check.o-not-applicable h4{font-weight:450}
.check .in{padding:.35rem 1.1rem 1.25rem;border-top:1px solid var(--line);display:grid;gap:1.1rem;
grid-template-columns:minmax(0,1fr)}
.check:target,.x:target{outline:3px solid var(--link);outline-offset:2px}
@media (max-width:44rem){.check>summary{grid-template-columns:minmax(0,1fr) auto auto;padding:.75rem .9rem}
.check>summary .what{grid-column:1/-1;grid-row:2}.check .in{padding:.25rem .9rem 1.1rem}
.check>summary .tag{justify-self:start}}
.label{font-size:.8125rem;font-weight:600;color:var(--soft);margin:.75rem 0 .35rem;display:flex;align-items:center;
justify-content:space-between;gap:1rem}
.found li{padding-left:1.1rem;position:relative;overflow-wrap:anywhere}
.found li::before{content:"";position:absolute;left:.1rem;top:.7em;width:.4rem;height:.4rem;border-radius:50%;
background:var(--tone)}
.found li+li{margin-top:.3rem}
.situation{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:10px;background:var(--card);margin-top:.5rem}
.situation>summary{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center;padding:.7rem 1.1rem}
.situation>summary .what{flex:1 1 16rem;overflow-wrap:anywhere}
.situation>.in{padding:0 1.1rem 1rem}
.pair{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}
.pair>div{display:flex;flex-direction:column;min-width:0}
.pair pre{flex:1}
.pair .is pre{border-color:var(--tone)}
.clauses dt{float:left;clear:left;min-width:5.5rem;padding-right:.75rem;font-weight:600;font-size:.9375rem}
.clauses dd{margin-left:5.5rem;padding-bottom:.4rem;font-size:.9375rem}
.links{display:flex;flex-wrap:wrap;gap:.3rem .9rem}
.copy{font:600 .8125rem/1 var(--text);color:var(--link);background:none;border:1px solid var(--edge);border-radius:6px;
padding:.32rem .6rem;cursor:pointer}
.note{font-size:.8125rem;color:var(--soft);margin-top:.35rem}
.fold>summary{color:var(--link);font-size:.9375rem}
.fold[open]>summary{margin-bottom:.5rem}

.filter{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin-bottom:2rem;padding:.9rem 1.1rem;
background:var(--card);border:1px solid var(--line);border-radius:10px}
.filter label{display:grid;gap:.2rem;font-size:.8125rem;font-weight:600;color:var(--soft);flex:0 1 auto;min-width:0}
.filter label:first-child{flex:1 1 10rem}
.filter input,.filter select{width:100%;min-width:0}
.filter select{max-width:11rem}
@media (max-width:40rem){.filter label,.filter label:first-child{flex:1 1 40%}.filter select{max-width:none}}
.filter input,.filter select,.filter button{font:400 .9375rem/1.3 var(--text);color:var(--ink);background:var(--page);
border:1px solid var(--control);border-radius:6px;padding:.4rem .6rem;min-height:2.25rem;max-width:100%}
.filter button{cursor:pointer}
.filter p{flex-basis:100%}
.filter p:empty{display:none}
.narrow .moved{display:none}

.x{background:var(--card);border:1px solid var(--line);border-radius:8px;scroll-margin-top:1rem}
.x+.x,.x+.moved,.moved+.x{margin-top:.35rem}
.x>summary{display:flex;align-items:center;gap:.25rem .9rem;padding:.5rem .9rem;list-style:none;flex-wrap:wrap}
.x>summary .id{flex:1 1 14rem;min-width:0}
.x .meta{font-size:.8125rem;color:var(--soft);font-variant-numeric:tabular-nums}
.x .in{padding:0 .9rem 1rem;border-top:1px solid var(--line)}
.check .x{background:none}
.status{font-family:var(--mono);font-size:.8125rem;font-weight:650;color:var(--tone)}
.s-good{--tone:var(--good)}.s-bad{--tone:var(--bad)}.s-warn{--tone:var(--warn)}
.moved{font-size:.875rem;padding:.2rem .9rem;color:var(--soft)}
.foot{border-top:1px solid var(--line);background:var(--card);font-size:.875rem;color:var(--soft)}
.foot .wrap{padding-top:1.25rem;padding-bottom:2rem}

.clauses dt a{color:inherit}
@media print{
.check.o-failed::details-content,.check.o-failed details::details-content,.situation::details-content,#findings details::details-content,
#obstacles details::details-content,#not-run details::details-content,[data-print]::details-content{content-visibility:visible;display:block;block-size:auto}
:root{--page:#fff;--card:#fff;--sunk:#f6f6f6;--ink:#000;--soft:#444;--line:#ccc;--edge:#999;--link:#000;
--good:#0b5a36;--bad:#97180f;--warn:#6b4200;--calm:#333;--held:#522d82;
--good-bg:#fff;--bad-bg:#fff;--warn-bg:#fff;--calm-bg:#fff;--held-bg:#fff;color-scheme:light}
body{font-size:10.5pt}
.toc,.filter,.copy,.skip{display:none}
.layout{display:block;padding-top:1rem}
.wrap{max-width:none;padding:0}
.card,.check,.x{border-radius:0}
.check,.list>li,tr{break-inside:avoid}
.check[open]{break-inside:auto}
.check>summary{break-after:avoid}
h2,h3{break-after:avoid}
.check>summary::after,.x>summary::after{display:none}
.tag{border:1px solid var(--tone);print-color-adjust:exact}
a{text-decoration:none}
}
`;
