'use strict';

// A second click must not send a form twice: the flow's handle is good for one step. Without this
// script the second one gets a page that leads on.
document.addEventListener('submit', event => {
  if (event.defaultPrevented) {
    return;
  }
  if (event.target.dataset.sent) {
    event.preventDefault();
  }
  event.target.dataset.sent = 'yes';
});
addEventListener('pageshow', () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
  }
});
