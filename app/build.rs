//! Turns `locales/` into typed keys, and fails when the two languages do not have the same keys: the library only warns,
//! and a missing sentence would show in the other language.

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos, options::CodegenOptions};
use serde_json::Value;
use std::{collections::BTreeSet, error::Error, fs, path::Path, path::PathBuf};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
const NAMESPACES: [&str; 14] = [
    "shell",
    "board",
    "account",
    "canvas",
    "power_map",
    "fishbone",
    "chain",
    "task",
    "talk",
    "key_role",
    "past",
    "export",
    "import",
    "pages",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    for namespace in NAMESPACES {
        let [first, second] = LANGUAGES.map(|language| keys(language, namespace));
        let (first, second) = (first?, second?);
        for missing in first.symmetric_difference(&second) {
            let language = if first.contains(missing) { LANGUAGES[1] } else { LANGUAGES[0] };
            println!("cargo::error=locales/{language}/{namespace}.json lacks the key `{missing}`");
        }
    }
    let options = ParseOptions::default().interpolate_display(true);
    let mut config = Config::new(LANGUAGES[0])?.add_locale(LANGUAGES[1])?.parse_options(options);
    for namespace in NAMESPACES {
        config = config.add_namespace(namespace)?;
    }
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    translations.generate_i18n_module_with_options(out, CodegenOptions::new().gen_docs(false))?;
    Ok(())
}

/// The keys of one file, with the arguments each of them takes: a sentence that lost its number is as wrong as a missing
/// one.
fn keys(language: &str, namespace: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let path = Path::new("locales").join(language).join(namespace).with_extension("json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found = BTreeSet::new();
    collect(&value, "", &mut found);
    Ok(found)
}

fn collect(value: &Value, prefix: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(value, &format!("{prefix}{key}."), found);
            }
        }
        Value::String(text) => {
            let key = prefix.trim_end_matches('.');
            let arguments: BTreeSet<&str> =
                text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).map(str::trim).collect();
            let arguments: Vec<&str> = arguments.into_iter().collect();
            found.insert(format!("{key}({})", arguments.join(", ")));
        }
        _ => {}
    }
}
