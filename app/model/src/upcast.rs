//! Lifting changes that were written by older code.
//!
//! Works on JSON before it is read as types, because the old form need not fit the new types. Every stored op carries its
//! schema number; each step lifts by one.

use crate::{Op, SCHEMA};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why an op could not be read.
#[derive(Debug, thiserror::Error)]
pub enum UpcastError {
    /// Written by newer code than this.
    #[error("schema {found} is newer than {SCHEMA}")]
    TooNew {
        /// The schema found.
        found: u64,
    },
    /// No schema number, or not an op at all.
    #[error("not an op: {0}")]
    Malformed(String),
}

/// Reads an op of any schema up to ours.
pub fn op(mut value: Value) -> Result<Op, UpcastError> {
    let found = value
        .get("schema")
        .and_then(Value::as_u64)
        .ok_or_else(|| UpcastError::Malformed("no schema number".to_owned()))?;
    if found > u64::from(SCHEMA) {
        return Err(UpcastError::TooNew { found });
    }
    if found < u64::from(SCHEMA) {
        if let Some(parts) = value.get_mut("parts").and_then(Value::as_array_mut) {
            for part in parts {
                if let Some(list) = part.get_mut("changes") {
                    changes(list, found)?;
                }
            }
        }
        value["schema"] = Value::from(SCHEMA);
    }
    read(&value)
}

/// Reads a lifted value as a type, by way of its text: each type then has code for one source, and that is what the
/// browser loads.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, UpcastError> {
    crate::json::from_str(&value.to_string()).map_err(|error| UpcastError::Malformed(error.to_string()))
}

/// Lifts a JSON list of changes from schema `found` to ours, in place.
pub fn changes(list: &mut Value, found: u64) -> Result<(), UpcastError> {
    if found > u64::from(SCHEMA) {
        return Err(UpcastError::TooNew { found });
    }
    let Some(list) = list.as_array_mut() else {
        return Err(UpcastError::Malformed("changes are not a list".to_owned()));
    };
    for change in list {
        if found < 2 {
            to_2(change);
        }
    }
    Ok(())
}

/// Schema 2 gave influences a weight. Schema 1 wrote `"kind": "influences"`; such a line had the width that weight 2 has now.
fn to_2(change: &mut Value) {
    if let Some(kind) = change.pointer_mut("/power_map/add_line/kind")
        && kind == "influences"
    {
        *kind = serde_json::json!({ "influences": { "weight": 2 } });
    }
}
