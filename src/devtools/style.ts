/** Of the overlay, which stands in a shadow root: the page's own style does not reach it. */
export const STYLE = `
:host{all:initial;color-scheme:light dark;
--surface:#fff;--raised:#f0f2f5;--text:#16191f;--muted:#59616e;--line:#dfe3e8;--edge:#8b94a3;--accent:#3b55d9;
--good:#0f7a45;--bad:#bf2a2a;--warn:#8f5a00;--mark:#fff6dd;--shadow:#16191f33;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
font:13px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums;color:var(--text)}
@media (prefers-color-scheme:dark){:host{
--surface:#171a20;--raised:#20242c;--text:#e8eaee;--muted:#9aa3b2;--line:#2a2f39;--edge:#6b7484;--accent:#a3b4ff;
--good:#5ad08f;--bad:#ff8a80;--warn:#eab54e;--mark:#2e2814;--shadow:#000a}}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
[role=dialog]{position:fixed;z-index:2147483647;inset:auto 16px 16px auto;display:flex;flex-direction:column;
width:min(480px,calc(100vw - 32px));max-height:min(720px,calc(100vh - 32px));overflow:auto;overscroll-behavior:contain;
border:1px solid var(--line);border-radius:12px;background:var(--surface);box-shadow:0 12px 40px var(--shadow);
animation:rise .16s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
header{position:sticky;top:0;z-index:1;display:flex;align-items:center;justify-content:space-between;
padding:10px 10px 10px 16px;border-bottom:1px solid var(--line);background:var(--surface)}
h2{font-size:15px;font-weight:650;letter-spacing:-.005em}
h3{margin-bottom:6px;font-size:13px;font-weight:650}
.set{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:48px;padding:8px 10px 8px 16px;
color:var(--muted)}
[data-override]>.set{background:var(--mark);color:var(--warn);font-weight:600}
section{padding:14px 16px;border-top:1px solid var(--line)}
.facts{display:grid;grid-template-columns:1fr 1fr;gap:2px 20px}
.facts div{display:flex;justify-content:space-between;gap:12px}
dt,.hint,.answers span,code,time{color:var(--muted)}
dd{min-width:0;font-weight:550;text-align:end;overflow-wrap:anywhere}
.hint{margin-top:4px;font-size:12px}
label{display:inline-flex;align-items:center;gap:8px;font-weight:550}
input{accent-color:var(--accent)}
input[type=checkbox]{width:16px;height:16px}
ul,ol{list-style:none}
.features{margin:0 -16px}
.features li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;padding:8px 16px;padding-inline-start:13px;
border-top:1px solid var(--line);border-inline-start:3px solid transparent}
.features li[data-override]{border-inline-start-color:var(--warn);background:var(--mark)}
.name b{font-weight:600}
code{display:block;font:12px/1.4 var(--mono);overflow-wrap:anywhere}
.answers{text-align:end}
.answers b{display:block;color:var(--good);font-weight:600}
.answers [data-denied] b{color:var(--bad)}
.answers span{display:block;font-size:12px}
.controls{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:6px;margin-top:4px}
.field{display:flex;gap:6px;margin:0 -16px -14px;padding:10px 16px 14px;border-top:1px solid var(--line)}
.field label{flex:1;min-width:0}
button,select,input:not([type=checkbox]){min-height:32px;padding:4px 10px;border:1px solid var(--edge);border-radius:8px;
background:var(--surface);color:inherit;font:inherit}
input[type=number]{width:84px}
input[type=text]{flex:1;min-width:0;width:100%;font-weight:400}
::placeholder{color:var(--muted);opacity:1}
button{font-weight:550;white-space:nowrap;cursor:pointer}
button:hover{background:var(--raised)}
button.plain{margin-inline-start:auto;border-color:transparent;background:none;color:var(--accent)}
.set button{color:var(--text)}
.pill{position:fixed;z-index:2147483647;inset:auto 16px 16px auto;min-height:36px;padding:6px 14px;border-color:var(--line);
border-radius:18px;box-shadow:0 4px 16px var(--shadow)}
.pill[data-override]{border-color:var(--warn);background:var(--mark);color:var(--warn)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
h2:focus{outline:none}
.log{max-height:160px;overflow:auto;font-size:12px}
.log li{display:flex;gap:8px;padding:1px 0}
.log b{font-weight:600}
.log span{min-width:0;color:var(--muted);overflow-wrap:anywhere}
@media (max-width:480px){[role=dialog]{inset:auto 0 0;width:100%;max-height:85vh;border-radius:12px 12px 0 0}
.facts{grid-template-columns:1fr}}
@media (prefers-reduced-motion:reduce){[role=dialog]{animation:none}}
`;
