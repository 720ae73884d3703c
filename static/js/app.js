// Every custom element, one per file. They import nothing, so that
// collectstatic can put them into this one file (actionlearning/lib/storage.py).
import "./zone-field.js";
import "./confirm-dialog.js";
import "./copy-text.js";
import "./room-stream.js";
import "./form-post.js"; // before autosave-form, which extends it
import "./autosave-form.js";
import "./server-clock.js"; // before those that extend it
import "./turn-timer.js";
import "./budget-bar.js";
import "./shown-until.js";
import "./keyboard-shortcuts.js";
import "./room-settings.js";
import "./waiting-form.js"; // before unsent-text, which extends it
import "./unsent-text.js";
import "./remember-open.js";
import "./request-status.js";
import "./minute-sum.js";
import "./passkey-form.js";
import "./wake-lock.js";
import "./print-button.js";
import "./text-count.js";
import "./word-fields.js";
import "./word-store.js";
import "./typed-words.js";
