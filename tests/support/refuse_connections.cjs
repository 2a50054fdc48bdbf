// Preloaded into a node program: tells on stderr whatever it wants to connect to, and refuses it.
const { writeSync } = require("node:fs");
const { Socket } = require("node:net");

Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  writeSync(2, `connects to ${options.host ?? options.path}:${options.port ?? ""}\n`);
  process.nextTick(() => this.destroy(new Error("connections are refused")));
  return this;
};
