//! Ctrl-C: the first one asks to stop, the second one stops.

use std::sync::atomic::{AtomicBool, Ordering};

static CAME: AtomicBool = AtomicBool::new(false);

/// From now on, Ctrl-C (or a request to end, as at shutdown) is noted, to be asked for with [`came`]; a second
/// one ends the program.
pub(crate) fn listen() {
    let noted = ctrlc::set_handler(|| {
        if CAME.swap(true, Ordering::Relaxed) {
            crate::exit(crate::Outcome::Interrupted);
        }
        crate::report::stopping();
    });
    // where it cannot be listened for, it ends the program at once, as ever
    drop(noted);
}

/// Whether Ctrl-C came.
pub(crate) fn came() -> bool {
    CAME.load(Ordering::Relaxed)
}
