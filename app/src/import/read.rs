//! Handing a file to the server and getting its cells.

use super::state::Flow;
use crate::{fetch, i18n::t_string};
use leptos::prelude::*;
use model::import::{Encoding, FILE_BYTES, Table};
use wasm_bindgen_futures::spawn_local;

/// Reads the file chosen, in the encoding and the sheet asked for.
pub(super) fn read(flow: Flow, encoding: Option<Encoding>, sheet: Option<usize>) {
    let Some(file) = flow.file.get_value() else { return };
    if file.size() > FILE_BYTES as f64 {
        let size = FILE_BYTES / 1024 / 1024;
        return flow.refused.set(Some(t_string!(flow.i18n, import.choose.too_large, size = size).to_string()));
    }
    let name = model::text::clean(&file.name(), false);
    flow.name.set(if name.is_empty() { "-".to_owned() } else { name.chars().take(model::text::NAME_MAX).collect() });
    flow.refused.set(None);
    flow.busy.set(true);
    let mut address = format!("/api/accounts/{}/import/read?", flow.account);
    if let Some(encoding) = encoding {
        address.push_str(&format!("encoding={}&", encoding.word()));
    }
    if let Some(sheet) = sheet {
        address.push_str(&format!("sheet={sheet}"));
    }
    spawn_local(async move {
        let answer = fetch::send(&address, "application/octet-stream", &file).await;
        flow.busy.set(false);
        match answer.map(|text| model::json::from_str::<Table>(&text)) {
            Ok(Ok(table)) => flow.take(table),
            Err(Some(why)) => flow.refused.set(Some(why)),
            Ok(Err(_)) | Err(None) => {
                flow.refused.set(Some(t_string!(flow.i18n, import.read_no_answer).to_owned()));
            }
        }
    });
}
