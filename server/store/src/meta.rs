//! A few named facts about this installation.

use crate::{Store, StoreError};

impl Store {
    /// The value of a name.
    pub async fn meta(&self, _name: &str) -> Result<Option<String>, StoreError> {
        unimplemented!()
    }

    /// Sets the value of a name.
    pub async fn set_meta(&self, _name: &str, _value: &str) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Sets the value unless another node was first; returns the value that holds.
    pub async fn meta_or_set(&self, _name: &str, _value: &str) -> Result<String, StoreError> {
        unimplemented!()
    }
}
