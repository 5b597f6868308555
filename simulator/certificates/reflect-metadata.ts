/**
 * The three metadata functions of Reflect that the dependency-injection part of @peculiar/x509
 * asks for when it is loaded. It uses no more of the polyfill that its documentation names, and
 * this module must be imported before it.
 */
type MetadataKey = string | symbol;

const metadataOf = new WeakMap<object, Map<MetadataKey, unknown>>();

function getOwnMetadata(key: MetadataKey, target: object): unknown {
  return metadataOf.get(target)?.get(key);
}

function getMetadata(key: MetadataKey, target: object): unknown {
  for (let holder: object | null = target; holder; holder = Reflect.getPrototypeOf(holder)) {
    const found = getOwnMetadata(key, holder);
    if (found !== undefined) return found;
  }
  return undefined;
}

function defineMetadata(key: MetadataKey, value: unknown, target: object): void {
  const entries = metadataOf.get(target) ?? new Map<MetadataKey, unknown>();
  entries.set(key, value);
  metadataOf.set(target, entries);
}

if (!("getMetadata" in Reflect)) {
  Object.assign(Reflect, { getMetadata, getOwnMetadata, defineMetadata });
}
