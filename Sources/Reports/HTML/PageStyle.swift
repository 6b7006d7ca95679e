// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// The style of the HTML report. Written by scripts/embed-page.py from Sources/ReportPage/; do not edit.
enum PageStyle {
    static let digest = "sha256-G3hyrXRPXNE8tGpGeb5GcPJ8y6DzdTKxzqiUVUeRl+w="
    static let text = #"""
:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --panel: #ffffff; --ink: #1b1f23; --faint: #5a636b; --line: #dcdcd4; --frame: #e9e9e2;
  --accent: #0a6671; --live: #5aa295; --dead: #c4524a;
  --critical: #a80f37; --high: #b8480a; --medium: #856000; --low: #41617c; --info: #5a636b;
  --pass: #1c7043; --fail: #a80f37; --doubt: #856000; --wash: #f1f3f0;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    --ground: #14171a; --panel: #1b1f23; --ink: #e7e8e4; --faint: #a1a9af; --line: #333a40; --frame: #252a2f;
    --accent: #5fc3cf; --live: #4f9485; --dead: #d0665d;
    --critical: #ff7d9a; --high: #ffa26b; --medium: #e3bd55; --low: #93b6d4; --info: #a1a9af;
    --pass: #6fcf97; --fail: #ff7d9a; --doubt: #e3bd55; --wash: #20252a;
  }
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --ground: #14171a; --panel: #1b1f23; --ink: #e7e8e4; --faint: #a1a9af; --line: #333a40; --frame: #252a2f;
  --accent: #5fc3cf; --live: #4f9485; --dead: #d0665d;
  --critical: #ff7d9a; --high: #ffa26b; --medium: #e3bd55; --low: #93b6d4; --info: #a1a9af;
  --pass: #6fcf97; --fail: #ff7d9a; --doubt: #e3bd55; --wash: #20252a;
}
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", sans-serif; }
header.top, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
header.top { display: flex; align-items: center; gap: 12px; padding-top: 16px; color: var(--faint); }
header.top b { color: var(--ink); letter-spacing: 0.02em; }
header.top button { margin-left: auto; }
footer { color: var(--faint); font-size: 13px; padding-top: 12px; padding-bottom: 40px; }
h1 { font-size: 25px; line-height: 1.25; margin: 18px 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 34px 0 10px; }
h2 small { font-weight: 400; font-size: 14px; color: var(--faint); margin-left: 8px; }
h3 { font-size: 15px; margin: 14px 0 6px; }
h4 { font-size: 13px; margin: 10px 0 4px; color: var(--faint); font-weight: 600; }
p { margin: 6px 0; }
code, .mono { font: 0.92em ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
.facts, .starts { color: var(--faint); }
.facts span + span::before { content: " · "; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 20px; top: 8px; background: var(--panel); padding: 6px 12px; z-index: 5; }
.images { display: flex; flex-wrap: wrap; gap: 8px 18px; padding: 0; list-style: none; }
a { color: var(--accent); }
.verdict { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; margin: 16px 0; padding: 13px 16px; border: 1px solid var(--line); border-left: 6px solid var(--fail); background: var(--panel); border-radius: 6px; }
.verdict.pass { border-left-color: var(--pass); }
.verdict.incomplete { border-left-color: var(--doubt); }
.verdict b { font-size: 20px; letter-spacing: 0.03em; color: var(--fail); }
.verdict.pass b { color: var(--pass); }
.verdict.incomplete b { color: var(--doubt); }
.verdict .gate { color: var(--faint); margin-left: auto; }
.badge { display: inline-block; padding: 0 8px; border: 1px solid currentColor; border-radius: 9px; font-size: 12px; line-height: 17px; font-weight: 600; white-space: nowrap; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); } .info { color: var(--info); }
.numbers { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0 4px; padding: 0; list-style: none; }
.numbers li { flex: 1 1 130px; padding: 9px 14px; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.numbers strong { display: block; font-size: 20px; font-weight: 650; }
.numbers span { color: var(--faint); font-size: 13px; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--faint); font-weight: 600; font-size: 13px; }
td.number, th.number, .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.do { min-width: 200px; }
td.place { min-width: 170px; }
td.from { min-width: 90px; max-width: 280px; overflow-wrap: anywhere; }
td.text { overflow-wrap: anywhere; min-width: 90px; }
td .remedy { color: var(--faint); display: block; }
tr.chosen, tr.chosen td { background: var(--wash); }
.layers td svg { display: block; margin-top: 6px; }
.layers .index button { padding: 0 8px; min-height: 26px; min-width: 30px; margin: -2px 0; }
.layers td.instruction { min-width: 220px; max-width: 560px; }
.layers .lines { color: var(--faint); margin-left: 8px; font-size: 13px; }
.strip { display: block; width: 100%; height: 34px; border-radius: 5px; margin-bottom: 10px; background: var(--frame); }
.strip rect[data-segment] { cursor: pointer; }
.fill-live { fill: var(--live); } .fill-base { fill: var(--low); fill-opacity: 0.55; } .fill-dead { fill: var(--dead); } .fill-edge { fill: var(--ground); }
.legend { color: var(--faint); font-size: 13px; display: flex; flex-wrap: wrap; gap: 2px 16px; }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
.legend svg { width: 11px; height: 11px; margin-right: 6px; vertical-align: -1px; }
button, select, input[type="search"] { font: inherit; font-size: 14px; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 5px; padding: 4px 10px; min-height: 32px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.controls { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: end; margin-bottom: 8px; }
.field { display: flex; flex-direction: column; font-size: 12px; color: var(--faint); }
.field select { max-width: 240px; }
.field input { width: 260px; max-width: 100%; }
.check { font-size: 14px; align-self: center; padding-top: 16px; }
.count { color: var(--faint); font-size: 14px; margin-left: auto; }
.crumbs { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; font-size: 14px; flex-basis: 100%; }
.crumbs button { min-height: 26px; padding: 0 6px; border-color: transparent; color: var(--accent); background: none; }
.crumbs > * + *::before { content: "›"; color: var(--faint); padding-right: 6px; }
.crumbs span { padding: 0 6px; font-weight: 600; overflow-wrap: anywhere; }
.split { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 14px; }
.stage { position: relative; min-width: 0; }
.map { display: block; width: 100%; border-radius: 5px; cursor: zoom-in; }
.tip { position: absolute; pointer-events: none; background: var(--panel); color: var(--ink); border: 1px solid var(--line); border-radius: 5px; padding: 5px 9px; font-size: 13px; max-width: min(420px, 90%); overflow-wrap: anywhere; box-shadow: 0 3px 12px rgb(0 0 0 / 0.2); z-index: 2; }
.children { list-style: none; margin: 0; padding: 0; font-size: 14px; }
.children li > * { position: relative; display: flex; gap: 8px; justify-content: space-between; width: 100%; text-align: left; padding: 3px 6px 6px; min-height: 30px; border: 0; border-radius: 4px; background: none; }
.children button:hover { background: var(--wash); }
.children .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
.children button .name { color: var(--accent); }
.children .size { white-space: nowrap; color: var(--faint); font-variant-numeric: tabular-nums; }
.children .bar { position: absolute; left: 6px; bottom: 2px; height: 2px; max-width: calc(100% - 12px); background: var(--accent); opacity: 0.7; }
.more { color: var(--faint); }
.scroll { height: 440px; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); position: relative; }
.findings .scroll { height: 340px; }
.scroll .body { position: relative; min-width: 760px; }
.scroll .row { display: grid; gap: 0 12px; align-items: center; height: 30px; padding: 0 10px; font-size: 13.5px; }
.scroll .body .row { position: absolute; left: 0; right: 0; border-top: 1px solid var(--line); }
.scroll .row > div { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
.scroll .row.choice { cursor: pointer; }
.scroll .row.choice:hover, .scroll .row:focus-visible { background: var(--wash); }
.scroll .row:focus-visible { outline-offset: -2px; }
.scroll .head { position: sticky; top: 0; background: var(--panel); z-index: 1; min-width: 760px; box-shadow: 0 1px 0 var(--line); }
.scroll .head button { border: 0; background: none; padding: 0; min-height: 28px; font-size: 13px; font-weight: 600; color: var(--faint); }
[aria-sort="ascending"] button::after { content: " ↑"; } [aria-sort="descending"] button::after { content: " ↓"; }
.nothing { padding: 10px; color: var(--faint); }
.detail:not(:empty), .layer:not(:empty) { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); padding: 2px 16px 10px; margin-top: 8px; }
.detail dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 14px; margin: 6px 0; }
.detail dt { color: var(--faint); } .detail dd { margin: 0; overflow-wrap: anywhere; }
.detail ul, .layer ul { margin: 4px 0; padding-left: 18px; max-height: 260px; overflow: auto; }
.layer .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 0 24px; }
.layer ul { list-style: none; padding: 0; font-size: 13.5px; }
.layer li { display: grid; grid-template-columns: 68px minmax(0, 1fr); gap: 0 10px; padding: 1px 0; }
.layer li.more { display: block; padding-left: 78px; }
.layer .size { text-align: right; color: var(--faint); font-variant-numeric: tabular-nums; }
.hushed { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 720px) {
  header.top, main, footer { padding-left: 12px; padding-right: 12px; }
  h1 { font-size: 20px; }
  .split { grid-template-columns: minmax(0, 1fr); }
  .field, .field input, .field select { width: 100%; max-width: none; }
  .count { margin-left: 0; }
  .verdict .gate { margin-left: 0; flex-basis: 100%; }
  table.stack, .stack tbody, .stack tr, .stack td { display: block; }
  .stack thead { display: none; }
  .stack tr { border-top: 1px solid var(--line); padding: 7px 12px; }
  .stack tr:first-child { border-top: 0; }
  .stack td, .stack td.instruction, .stack td.from, .stack td.text { border: 0; padding: 1px 0; text-align: left; min-width: 0; max-width: none; }
  .stack td.beside { display: inline-block; margin-right: 12px; }
  .stack td:empty, .stack .optional { display: none; }
  .stack td[data-word]::before { content: attr(data-word) " "; color: var(--faint); font-size: 13px; }
  header.top span { display: none; }
  .numbers li { flex-basis: 40%; }
}
@media print {
  :root, :root[data-theme="dark"] { --ground: #fff; --panel: #fff; --ink: #000; --faint: #444; --line: #bbb; --frame: #eee; --wash: #fff; --critical: #a80f37; --high: #b8480a; --medium: #856000; --low: #41617c; --info: #444; --fail: #a80f37; --pass: #1c7043; --doubt: #856000; }
  body { font-size: 10.5pt; }
  .controls, .skip, #theme, .layer button { display: none; }
  .wide, .scroll, .findings .scroll { overflow: visible; height: auto; }
  .scroll .head { position: static; }
  .scroll .body, .scroll .head { min-width: 0; }
  tr, .numbers, .verdict { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""#
}
