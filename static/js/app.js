// Every behaviour of the pages; each module looks for its own marks and does nothing without them.
import "./theme.js";
import "./menu.js";
import "./facet.js";
import "./picker.js";
import "./counter.js";
import "./autosave.js";
import "./line.js";
import "./shortcuts.js";
import "./focus.js";
import "./side.js";
import "./calendar.js";
import "./passkey.js";
