'use strict';

// Asks the browser for a passkey and puts its answer, as JSON, into the form.
const octets = text => Uint8Array.from(
    atob(text.replace(/-/g, '+').replace(/_/g, '/')), char => char.charCodeAt(0));
const base64url = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const field = document.getElementById('assertion');
const refused = document.getElementById('refused');

async function assertion() {
  const options = JSON.parse(field.dataset.options);
  const credential = await navigator.credentials.get({publicKey: {
    ...options,
    challenge: octets(options.challenge),
    allowCredentials: options.allowCredentials.map(each => ({...each, id: octets(each.id)})),
  }});
  const {clientDataJSON, authenticatorData, signature, userHandle} = credential.response;
  return {
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    response: {
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      ...userHandle && {userHandle: base64url(userHandle)},
    },
  };
}

field.form.addEventListener('submit', async event => {
  if (field.value) {
    return;
  }
  event.preventDefault();
  refused.hidden = true;
  try {
    field.value = JSON.stringify(await assertion());
    field.form.requestSubmit();
  } catch (none) {
    refused.hidden = false;
    refused.focus();
  }
});
