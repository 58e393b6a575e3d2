//! The certificate and key of HTTPS, read so that whoever mixes up two files learns which.

use axum_server::tls_rustls::RustlsConfig;
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject},
    },
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why HTTPS can not be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is missing or not ours to read.
    #[error("{} can not be read: {why}", .file.display())]
    Read {
        /// Which.
        file: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// A file without a certificate.
    #[error("{} holds no certificate in PEM form", .0.display())]
    NoCertificate(PathBuf),
    /// A file without a key.
    #[error("{} holds no private key in PEM form", .0.display())]
    NoKey(PathBuf),
    /// Two files that do not belong together, or a kind of key that TLS does not take.
    #[error("{} is not the key of the certificate in {}: {why}", .key.display(), .cert.display())]
    Mismatch {
        /// The certificate.
        cert: PathBuf,
        /// The key.
        key: PathBuf,
        /// What is wrong.
        why: rustls::Error,
    },
}

/// Reads both files.
pub async fn load(cert: &Path, key: &Path) -> Result<RustlsConfig, TlsError> {
    let (chain, secret) = (read(cert).await?, read(key).await?);
    let chain: Result<Vec<CertificateDer<'static>>, pem::Error> = CertificateDer::pem_slice_iter(&chain).collect();
    let chain = chain.unwrap_or_default();
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(cert.to_owned()));
    }
    let secret = PrivateKeyDer::from_pem_slice(&secret).map_err(|_| TlsError::NoKey(key.to_owned()))?;
    let mismatch = |why| TlsError::Mismatch { cert: cert.to_owned(), key: key.to_owned(), why };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(mismatch)?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(mismatch)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

async fn read(file: &Path) -> Result<Vec<u8>, TlsError> {
    tokio::fs::read(file).await.map_err(|why| TlsError::Read { file: file.to_owned(), why })
}
