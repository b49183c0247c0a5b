// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * <nd-passkey mode="sign-in|get|create"> around a form with a hidden field "credential" and one button.
 * The browser's answer goes into the field and the form is sent. Options come from a JSON script (options) or an address (options-url).
 * Without script or without passkeys the element stays hidden where the page has another way.
 */

type Json = { [key: string]: unknown };

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer as ArrayBuffer;
}

function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function listed(items: unknown): PublicKeyCredentialDescriptor[] | undefined {
  return (items as Json[] | undefined)?.map((item) => ({ ...item, id: bytes(item.id as string) }) as PublicKeyCredentialDescriptor);
}

/** The options of the server with texts turned into the bytes that the browser wants. */
export function decoded(publicKey: Json): Json {
  const options: Json = { ...publicKey, challenge: bytes(publicKey.challenge as string) };
  const user = publicKey.user as Json | undefined;
  if (user) options.user = { ...user, id: bytes(user.id as string) };
  if (publicKey.allowCredentials) options.allowCredentials = listed(publicKey.allowCredentials);
  if (publicKey.excludeCredentials) options.excludeCredentials = listed(publicKey.excludeCredentials);
  return options;
}

/** The browser's answer as the server reads it. */
export function encoded(credential: PublicKeyCredential): Json {
  const response = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const answer: Json = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = text(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = text(response.authenticatorData);
    answer.signature = text(response.signature);
    answer.userHandle = text(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

class Passkey extends HTMLElement {
  connectedCallback(): void {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => void this.ask());
  }

  private async ask(): Promise<void> {
    const message = this.querySelector<HTMLElement>("[data-message]");
    if (message) message.hidden = true;
    try {
      const publicKey = decoded(await this.options());
      const credential =
        this.getAttribute("mode") === "create"
          ? await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })
          : await navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions });
      const form = this.querySelector("form")!;
      form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(encoded(credential as PublicKeyCredential));
      form.submit();
    } catch {
      // Refused, cancelled or timed out: the browser does not tell which, and the way on is the same.
      if (message) message.hidden = false;
    }
  }

  private async options(): Promise<Json> {
    const address = this.getAttribute("options-url");
    const data = (
      address
        ? await (await fetch(address, { headers: { Accept: "application/json" } })).json()
        : JSON.parse(document.getElementById(this.getAttribute("options")!)!.textContent!)
    ) as { request_options?: { publicKey: Json }; creation_options?: { publicKey: Json } };
    return (data.creation_options ?? data.request_options)!.publicKey;
  }
}

customElements.define("nd-passkey", Passkey);
