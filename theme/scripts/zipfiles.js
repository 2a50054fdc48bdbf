/* ZIP archives, which workbooks are: their list of files read and written here, what is in them packed by the browser. */

const MOST_UNPACKED = 200_000_000; // bytes, as on the command line
const IN_ARCHIVE = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 };
const FIRST_DOS_DAY = 33; // the first of January 1980: the same content gives the same bytes

/** @typedef {{method: number, size: number, packed: Uint8Array<ArrayBuffer>}} ZipEntry */

/**
 * The files of an archive by name, packed as they are.
 * @param {Uint8Array<ArrayBuffer>} bytes @returns {Map<string, ZipEntry>} @throws {RangeError} it is no archive that is whole
 */
function listArchive(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== IN_ARCHIVE.end) end -= 1; // before the first byte it throws
  const found = new Map();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left; left -= 1) {
    if (view.getUint32(at, true) !== IN_ARCHIVE.entry) throw new RangeError("list");
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const file = view.getUint32(at + 42, true);
    if (view.getUint32(file, true) !== IN_ARCHIVE.file) throw new RangeError("file");
    const start = file + 30 + view.getUint16(file + 26, true) + view.getUint16(file + 28, true);
    if (start + packed > bytes.length) throw new RangeError("end");
    const entry = { method: view.getUint16(at + 10, true), size, packed: bytes.subarray(start, start + packed) };
    found.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), entry);
    at += 46 + name + extra + comment;
  }
  return found;
}

/**
 * The bytes of a file of an archive: no more of them than its list has told.
 * @param {ZipEntry} entry @returns {Promise<Uint8Array<ArrayBuffer>>} @throws {Error} they are damaged
 */
async function unpackEntry({ method, size, packed }) {
  if (method === 0) return packed;
  if (method !== 8) throw new RangeError("method");
  const whole = new Uint8Array(size);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let filled = 0;
  for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) {
    whole.set(value, filled); // throws where there is more
    filled += value.length;
  }
  return whole.subarray(0, filled);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** The sum by which an archive knows a file to be whole. @param {Uint8Array} bytes @returns {number} */
function sumOf(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 255];
  return (sum ^ 0xffffffff) >>> 0;
}

/** An archive of texts. @param {Record<string, string>} files by name @returns {Promise<Blob>} */
async function packArchive(files) {
  const [bodies, entries] = [/** @type {Uint8Array<ArrayBuffer>[]} */ ([]), /** @type {Uint8Array<ArrayBuffer>[]} */ ([])];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [new TextEncoder().encode(path), new TextEncoder().encode(text)];
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const packed = new Uint8Array(await new Response(stream).arrayBuffer());
    const head = numbersOf(
      ...[[2, 20], [2, 0x800], [2, 8], [2, 0], [2, FIRST_DOS_DAY], [4, sumOf(bytes)], [4, packed.length]],
      ...[[4, bytes.length], [2, name.length], [2, 0]],
    );
    bodies.push(numbersOf([4, IN_ARCHIVE.file]), head, name, packed);
    entries.push(numbersOf([4, IN_ARCHIVE.entry], [2, 20]), head, numbersOf([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    offset += 4 + head.length + name.length + packed.length;
  }
  const count = Object.keys(files).length;
  const size = entries.reduce((sum, each) => sum + each.length, 0);
  const end = numbersOf([4, IN_ARCHIVE.end], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  return new Blob([...bodies, ...entries, end]);
}

/** Numbers as archives write them. @param {number[][]} parts how many bytes, and the number @returns {Uint8Array<ArrayBuffer>} */
function numbersOf(...parts) {
  return Uint8Array.from(parts.flatMap(([width, number]) => Array.from({ length: width }, (_, byte) => Math.floor(number / 256 ** byte) & 255)));
}
