// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** Talking to the server without leaving the page, and putting words into a field. */

/** Null where there is no connection; the caller goes on without. */
export async function post(address: string, data: FormData): Promise<Response | null> {
  try {
    return await fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  } catch {
    return null;
  }
}

/** The gate of the desk answers 204 with another address where the sign-in has ended. */
export function signedOut(answer: Response | null): boolean {
  return answer !== null && (answer.redirected || (answer.status === 204 && answer.headers.has("HX-Redirect")));
}

/** Puts `words` at the cursor, as a paragraph of its own. */
export function insertAt(field: HTMLTextAreaElement, words: string): void {
  const before = field.value.slice(0, field.selectionStart).trimEnd();
  const after = field.value.slice(field.selectionEnd).trimStart();
  const head = before ? `${before}\n\n${words}` : words;
  field.value = after ? `${head}\n\n${after}` : head;
  field.setSelectionRange(head.length, head.length);
}
