// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The one database of this origin on the device. Three shelves: entries (drafts and what waits), their files, and what belongs to whoever is signed in.

const NAME = "nahdran";
const VERSION = 1;

export const ENTRIES = "entries";
export const FILES = "files";
/** Emptied whenever somebody signs out. For whatever must not be seen by the next person at this device. */
export const PERSONAL = "personal";

let opened: Promise<IDBDatabase> | null = null;
/** The same once it is open, for a page that has no time left to wait. */
let ready: IDBDatabase | null = null;

/** Rejects where the browser keeps nothing (some private windows). */
export function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ENTRIES, { keyPath: "id" });
      request.result.createObjectStore(FILES, { keyPath: "id" }).createIndex("entry", "entry");
      request.result.createObjectStore(PERSONAL);
    };
    request.onsuccess = () => {
      // A newer version of these pages wants to change the database: step aside, or it would wait for ever.
      request.result.onversionchange = () => close();
      request.result.onclose = () => (opened = ready = null);
      ready = request.result;
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

export function close(): void {
  void opened?.then((db) => db.close());
  opened = ready = null;
}

/** Writes at once, without a promise: the page is going away in this moment. Does nothing where the database was never opened. */
export function putAtLast(shelf: string, value: unknown): void {
  const transaction = ready?.transaction([shelf], "readwrite");
  transaction?.objectStore(shelf).put(value);
  transaction?.commit();
}

export function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs `work` in one transaction and ends when it is on the disk. What `work` awaits must be requests of this transaction. */
export async function inTransaction<Value>(
  shelves: string[],
  mode: IDBTransactionMode,
  work: (shelf: (name: string) => IDBObjectStore) => Promise<Value>,
): Promise<Value> {
  const transaction = (await database()).transaction(shelves, mode, { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  // Whoever waits for `work` hears of its failure; this one would otherwise count as unheard.
  done.catch(() => undefined);
  try {
    const value = await work((name) => transaction.objectStore(name));
    await done;
    return value;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}
