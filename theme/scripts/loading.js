/* Scripts that are loaded when something first needs them. */

/** Load a script once. @type {(address: string) => Promise<void>} */
const loadScript = (() => {
  /** @type {Map<string, Promise<void>>} */
  const loads = new Map();
  return (address) => {
    const load = loads.get(address) ?? new Promise((done, failed) => {
      const script = element("script", "", { src: address, onload: () => done(), onerror: () => (loads.delete(address), failed(new Error(address))) });
      document.head.append(script);
    });
    loads.set(address, load);
    return load;
  };
})();
