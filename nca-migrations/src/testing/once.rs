//! What a process makes once for each key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::OnceCell;

/// What a process makes once for each key, and tries again to make when that failed.
pub(super) struct Once<T>(Mutex<Option<HashMap<String, Arc<OnceCell<T>>>>>);

impl<T> Once<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// While one thread makes it, others wait that ask for the same.
    pub(super) fn get_or_try_init<E>(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Made<T>, E> {
        let cell = {
            let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let cells = cells.get_or_insert_default();
            cells.entry(key.to_owned()).or_default().clone()
        };
        cell.get_or_try_init(make)?;
        Ok(Made(cell))
    }
}

/// What was made.
pub(super) struct Made<T>(Arc<OnceCell<T>>);

impl<T> std::ops::Deref for Made<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // It was made before this value was.
        self.0.wait()
    }
}
