//! The binary embeds `target/site`. Cargo sees when an embedded file changes, but not when one is added: this makes it look.

fn main() -> std::io::Result<()> {
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");
    // An empty one, so that the server also compiles (for lints and tests) before the site was ever built.
    std::fs::create_dir_all(site)?;
    println!("cargo::rerun-if-changed={site}");
    Ok(())
}
