'use strict';

// Creates a passkey for a user of the sandbox. With PingOne, people register passkeys elsewhere.
const base64url = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const form = document.getElementById('create');
const created = document.getElementById('created');

async function create() {
  const {user, name} = form.dataset;
  const credential = await navigator.credentials.create({publicKey: {
    rp: {id: location.hostname, name: 'Sandbox'},
    user: {id: new TextEncoder().encode(user), name, displayName: name},
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    pubKeyCredParams: [{type: 'public-key', alg: -7}],
    authenticatorSelection: {residentKey: 'required', userVerification: 'preferred'},
  }});
  const answer = await fetch('/sandbox/passkeys', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({id: credential.id, key: base64url(credential.response.getPublicKey())}),
  });
  if (!answer.ok) {
    throw new Error('refused');
  }
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  try {
    await create();
    created.textContent = 'Created. Sign on with a passkey.';
  } catch (none) {
    created.textContent = 'No passkey was created.';
  }
});
