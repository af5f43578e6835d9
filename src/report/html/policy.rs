//! What the page allows itself: its own style and its own script, both told by their checksums, the
//! typeface and the pictures that stand in it, and nothing else.

use crate::domain::checksum::sha256_base64;

/// The content security policy of a page with this style and this script.
///
/// # Source
///
/// W3C, Content Security Policy Level 3, section 2.3.1: sources by hash.
pub(crate) fn policy(style: &str, script: &str) -> String {
    let [style, script] = [style, script].map(sha256_base64);
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; \
         img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
}
