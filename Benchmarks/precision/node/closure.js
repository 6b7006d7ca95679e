'use strict';
// Copies a module and what it needs from Debian's tree to ./node_modules, as npm ci would: node closure.js NAME…
const fs = require('fs');
const tree = '/usr/share/nodejs';
const wanted = process.argv.slice(2), seen = new Set();
while (wanted.length) {
  const name = wanted.pop();
  if (seen.has(name) || !fs.existsSync(`${tree}/${name}/package.json`)) continue;
  seen.add(name);
  fs.cpSync(fs.realpathSync(`${tree}/${name}`), `node_modules/${name}`, { recursive: true, dereference: true });
  wanted.push(...Object.keys(JSON.parse(fs.readFileSync(`${tree}/${name}/package.json`)).dependencies || {}));
}
