//! `lossbook verify`: a fresh edition holds, whatever is in it; a changed digit is found in every kind
//! of file, also by a forger who mends the checksums; and nothing makes it panic.

use std::fs;
use std::sync::LazyLock;

use crate::support::{Edition, Project, Report, Run};
use lossbook::domain::checksum::sha256;
use lossbook::formats::manifest::Manifest;
use proptest::prelude::*;
use serde_json::Value;

/// Reports of two years: known, unknown and zero losses, cents that do not divide, several labels,
/// tags, findings, a report that is rejected, two that tell of one event.
fn reports() -> Vec<(&'static str, String)> {
    let labels: &[&str] = &["Wallet Hack", "Scam", "Zero, Day"];
    vec![
        ("reports/2022-03-04-Old.md", Report::new("2022-03-04", "1000000", &["Scam"], &["DeFi"]).to_string()),
        ("reports/2022-11-20-Older.md", Report::new("2022-11-20", "unknown", &["Scam"], &["Bridge"]).to_string()),
        ("reports/2023-01-10-Acme.md", Report::new("2023-01-10", "403440000.05", labels, &["DeFi", "Exchange"]).tagged(&["APT38"]).to_string()),
        ("reports/2023-02-05-Beta.md", Report::new("2023-02-05", "unknown", &["Bridge Hack"], &["Bridge"]).to_string()),
        ("reports/2023-02-28-Gamma.md", Report::new("2023-02-28", "0", &["Scam"], &["DeFi"]).titled("A | B *c* `d` <e>").to_string()),
        ("reports/2023-03-30-Delta.md", Report::new("2023-03-30", "26000000", &["Wallet Hack"], &["Exchange"]).to_string()),
        ("reports/2023-03-31-Delta-again.md", Report::new("2023-03-30", "26000000", &["Wallet Hack"], &["Exchange"]).to_string()),
        ("reports/bad.md", "---\ndate: 2023-03-10\ntitle: Bad\nloss: 1,6M\n---\n".into()),
        ("rules.yaml", "- same: [2023-03-30-Delta.md, 2023-03-31-Delta-again.md]\n  because: one theft, reported twice\n".into()),
    ]
}

/// The edition of a quarter that has a past, without pictures and a workbook.
fn light() -> Edition {
    static LIGHT: LazyLock<Edition> = LazyLock::new(|| {
        let project = Project::with(&reports());
        let report = ["report", "reports", "--duplicates", "rules.yaml", "-p", "2023-Q1"];
        let light = ["--pictures", "none", "--workbook", "none", "-o", "edition"];
        assert_eq!(project.run(&[&report[..], &light].concat()).status, Some(3));
        project.edition("edition")
    });
    LIGHT.clone()
}

/// A project with an edition in `edition`.
fn with(edition: &Edition) -> Project {
    let project = Project::new();
    for (path, bytes) in edition {
        project.write(&format!("edition/{path}"), bytes);
    }
    project
}

/// An edition whose manifest has the sizes and checksums that its files have now: what a forger does
/// who knows how.
fn mended(edition: &Edition) -> Edition {
    let mut mended = edition.clone();
    let mut manifest: Manifest = serde_json::from_slice(&edition["manifest.json"]).unwrap();
    for output in &mut manifest.outputs {
        if let Some(bytes) = edition.get(&output.path) {
            (output.bytes, output.sha256) = (bytes.len() as u64, sha256(bytes));
        }
    }
    mended.insert("manifest.json".into(), sealed(manifest).into_bytes());
    mended
}

fn sealed(mut manifest: Manifest) -> String {
    manifest.manifest_sha256.clear();
    manifest.manifest_sha256 = sha256(manifest.to_text().unwrap());
    manifest.to_text().unwrap()
}

/// What `verify --json` says of an edition; it must succeed or fail as it says.
fn verified(edition: &Edition) -> Value {
    of_run(&with(edition).run(&["verify", "edition", "--json"]))
}

fn of_run(run: &Run) -> Value {
    let said: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|it| panic!("{it}: {run:?}"));
    assert_eq!(run.status, Some(i32::from(said["holds"] != true)), "{run:?}");
    assert_eq!(said["holds"], said["faults"].as_array().unwrap().is_empty(), "{run:?}");
    said
}

/// The faults of a file: kinds and messages with lines.
fn faults(said: &Value, file: &str) -> Vec<(String, String)> {
    let all = said["faults"].as_array().unwrap().iter().filter(|it| it["file"] == file);
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    all.map(|it| {
        let line = it["line"].as_u64().map_or_else(String::new, |line| format!("{line}: "));
        (text(&it["kind"]), format!("{line}{}", text(&it["message"])))
    })
    .collect()
}

/// The edition with the last digit of a file changed; of other files than texts a byte in the middle.
fn with_digit_changed(edition: &Edition, path: &str) -> Edition {
    let mut changed = edition.clone();
    let bytes = changed.get_mut(path).unwrap();
    let is_text = std::str::from_utf8(bytes).is_ok();
    let middle = bytes.len() / 2;
    let at = if is_text { bytes.iter().rposition(u8::is_ascii_digit).unwrap() } else { middle };
    bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
    changed
}

/// The edition with a text replaced where it first stands in a file.
fn with_text_changed(edition: &Edition, path: &str, from: &str, to: &str) -> Edition {
    let text = crate::support::text(edition, path);
    assert!(text.contains(from), "{path} has no {from}");
    let mut changed = edition.clone();
    changed.insert(path.into(), text.replacen(from, to, 1).into_bytes());
    changed
}

#[test]
fn fresh_editions_hold() {
    let strange = |label: &str| {
        let report = Report::new(
            "2023-01-05",
            "100.01",
            &[label, "a; b", "=1+1", "'=x", "@a"],
            &["-5", "+x"],
        );
        Report { targets: vec![label.into(), "'=y".into()], ..report.tagged(&["'", "; "]) }
            .titled("=cmd; 'x")
    };
    let odd: Vec<(&str, String)> = vec![
        ("reports/=a.md", strange("`b|c`").to_string()),
        ("reports/'=b.md", strange("<script>").to_string()),
        (
            "reports/sub/c d.md",
            Report::new("2023-01-06", "unknown", &["\\", "**"], &["_x_"]).to_string(),
        ),
        ("reports/=bad.md", "---\nloss: 1,6M\n---\n".into()),
    ];
    let unknown = vec![(
        "reports/a.md",
        Report::new("2023-01-05", "unknown", &["Scam"], &["DeFi"]).to_string(),
    )];
    #[rustfmt::skip]
    let table: [(&str, &[(&str, String)], &str); 12] = [
        ("all of it",         &reports(), "build reports"),
        ("duplicates",        &reports(), "build reports --duplicates rules.yaml"),
        ("a quarter",         &reports(), "report reports --period 2023-Q1 --duplicates rules.yaml"),
        ("from a day on",     &reports(), "build reports --from 2023-02-05"),
        ("up to a day",       &reports(), "build reports --to 2023-02-05"),
        ("raw and dark",      &reports(), "build reports --raw-csv --theme dark --title A*B --link-base https://a.example/"),
        ("nothing happened",  &reports(), "report reports --period 2022-06"),
        ("before all",        &reports(), "report reports --period 2021"),
        ("one a quarter",     &reports(), "report reports --every quarter"),
        ("some of these",     &reports(), "report reports --every month --period 2022-11-19..2023-03-30"),
        ("strange labels",    &odd,       "build reports"),
        ("nothing is known",  &unknown,   "build reports"),
    ];
    for (about, files, arguments) in table {
        let project = Project::with(files);
        let made = project.shell(&format!("$LOSSBOOK {arguments} --quiet -o edition"));
        assert!(made.status == Some(0) || made.status == Some(3), "{about}: {}", made.stderr);
        let run = project.run(&["verify", "edition"]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{about}: {}", run.stdout);
        assert!(
            run.stdout.contains(": all holds\n") && !run.stdout.contains("Note"),
            "{about}: {}",
            run.stdout
        );
    }
}

#[test]
fn a_changed_digit_is_found_in_every_file() {
    let edition = light();
    assert_eq!(verified(&edition)["holds"], true);
    for path in edition.keys().filter(|it| *it != "manifest.json") {
        let changed = with_digit_changed(&edition, path);
        let told = faults(&verified(&changed), path);
        assert!(told.iter().any(|(kind, _)| kind == "checksum"), "{path}: {told:?}");
        // What a finding says stands in no other file of an edition without a workbook.
        if path != "tables/findings.csv" {
            let said = verified(&mended(&changed));
            let told = faults(&said, path);
            assert!(told.iter().any(|(kind, _)| kind != "checksum"), "{path}: {said:#}");
        }
    }
}

#[test]
fn a_changed_picture_or_workbook_is_found() {
    let project = Project::with(&reports());
    assert_eq!(project.run(&["build", "reports", "-o", "edition"]).status, Some(3));
    let edition = project.edition("edition");
    #[rustfmt::skip]
    let table = [
        // changed                          told of
        ("charts/losses_by_month.svg",      "charts/losses_by_month.svg"),
        ("charts/losses_by_month.png",      "charts/losses_by_month.png"),
        ("edition.xlsx",                    "edition.xlsx"),
        ("tables/findings.csv",             "edition.xlsx"),
    ];
    for (changed, told_of) in table {
        let said = verified(&mended(&with_digit_changed(&edition, changed)));
        assert!(!faults(&said, told_of).is_empty(), "{changed}: {said:#}");
    }
}

#[test]
fn what_a_careful_forger_changed_is_told_in_words() {
    let edition = light();
    let report = crate::support::text(&edition, "report.md");
    let line = report.lines().position(|it| it.contains("**$429M**")).unwrap() + 1;
    #[rustfmt::skip]
    let table = [
        ("tables/key_figures.csv", "429440000.05", "428440000.05", "tables/key_figures.csv",
         "2: loss_usd (span = period) is \"428440000.05\", the incidents give \"429440000.05\"".to_owned()),
        ("tables/key_figures.csv", "429440000.05", "428440000.05", "facts.json",
         "22: statement 2 has the value \"429440000.05\", tables/key_figures.csv (span = period, loss_usd) has \"428440000.05\"".into()),
        ("tables/incidents.csv", "26000000.00", "26000000.01", "tables/incidents.csv",
         "5: loss_usd (report = 2023-03-30-Delta.md) is \"26000000.01\", tables/incidents.parquet says \"26000000.00\"".into()),
        ("report.md", "**$429M**", "**$428M**", "report.md",
         format!("{line}: says \"… to 30 March, 4 reported incidents cost **$428M**, ")),
        ("report.md", "$403,440,000.05 |", "$403,440,000.06 |", "report.md",
         "and should say \"| Largest loss | $403,440,000.05 |".into()),
        ("report.md", "unknown is not zero", "unknown is zero", "report.md", "says \"".into()),
        ("report.html", "<strong><data value=\"429440000.05\">$429M", "<strong><data value=\"429440000.05\">$428M", "report.html", ">$428M</data>".into()),
        ("facts.json", "\"value\": \"429440000.05\"", "\"value\": \"428440000.05\"", "facts.json",
         "22: statement 2 has the value \"428440000.05\", tables/key_figures.csv (span = period, loss_usd) has \"429440000.05\"".into()),
        ("facts.json", "\"shown\": \"$429M\"", "\"shown\": \"$428M\"", "facts.json",
         "statement 2 shows \"$428M\", its value 429440000.05 is shown as \"$429M\"".into()),
        ("facts.json", "reported incidents cost", "reported incidents lost", "facts.json", "statements.2.text is \"In".into()),
        ("facts.json", "\"column\": \"loss_usd\"", "\"column\": \"lost_usd\"", "facts.json",
         "statement 2 cannot be looked up: there is no tables/key_figures.csv (span = period, lost_usd)".into()),
        ("facts.json", "\"form\": \"compact\"", "\"form\": \"percent\"", "facts.json",
         "statement 2 has a value that cannot be shown so: \"429440000.05\" as \"percent\"".into()),
        ("manifest.json", "\"total_loss_usd\": \"429", "\"total_loss_usd\": \"428", "manifest.json",
         "total_loss_usd is \"428440000.05\", the incidents give \"429440000.05\"".into()),
        ("manifest.json", "\"seen\": 8", "\"seen\": 9", "manifest.json",
         "a sum does not hold: files seen = loaded + rejected + skipped: 9 is not 8".into()),
        ("manifest.json", "\"from\": \"2023-01-01\"", "\"from\": \"2023-01-02\"", "manifest.json", "first_day is \"2023-01-01\"".into()),
        ("datapackage.json", "largest known loss", "smallest known loss", "datapackage.json", "smallest known loss".into()),
    ];
    for (path, from, to, file, expected) in table {
        let said = verified(&mended(&with_text_changed(&edition, path, from, to)));
        let told = faults(&said, file);
        assert!(
            told.iter().any(|(_, message)| message.contains(&expected)),
            "{path}, {to}: no {expected} in {said:#}"
        );
    }
}

#[test]
fn the_manifest_knows_when_it_was_changed() {
    let edition = light();
    #[rustfmt::skip]
    let table = [
        ("\"input_sha256\": \"", "\"input_sha256\": \"0"),
        ("\"complete\": true", "\"complete\": false"),
        ("\"generator\": \"lossbook\",\n", "\"generator\": \"lossbook\", \n"),
    ];
    for (from, to) in table {
        let said = verified(&with_text_changed(&edition, "manifest.json", from, to));
        let told = faults(&said, "manifest.json");
        assert!(told[0].1.contains("was changed after it was written"), "{to}: {said:#}");
    }
}

/// A file of the edition, replaced, and the checksum mended.
fn replaced(path: &str, bytes: Vec<u8>) -> Edition {
    let mut edition = light();
    edition.insert(path.into(), bytes);
    mended(&edition)
}

/// Bytes without any meaning, always the same.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn files_that_are_no_tables() {
    let framed = |length| {
        [b"PAR1".to_vec(), noise(length), 20_u32.to_le_bytes().to_vec(), b"PAR1".to_vec()].concat()
    };
    let whole = light()["tables/incidents.parquet"].clone();
    #[rustfmt::skip]
    let table = [
        ("noise",              "tables/incidents.parquet",         noise(3000)),
        ("noise in a frame",   "tables/incidents.parquet",         framed(3000)),
        ("nothing",            "tables/incidents.parquet",         vec![]),
        ("half of it",         "tables/incidents.parquet",         whole[whole.len() / 2..].to_vec()),
        ("another table",      "tables/incidents.parquet",         light()["tables/losses_by_year.parquet"].clone()),
        ("the past",           "tables/earlier_incidents.parquet", noise(3000)),
        ("of what is derived", "tables/losses_by_year.parquet",    noise(3000)),
        ("no table",           "tables/incidents.csv",             b"a,b\n\"".to_vec()),
        ("no text",            "tables/key_figures.csv",           noise(3000)),
        ("nothing",            "tables/key_figures.csv",           vec![]),
        ("no finding",         "tables/findings.csv",              b"report,line\nx,1\n".to_vec()),
        ("no JSON",            "facts.json",                       b"{\"facts\": [".to_vec()),
        ("deep JSON",          "facts.json",                       b"[".repeat(100_000)),
        ("no text",            "report.md",                        noise(3000)),
        ("no text",            "report.html",                      noise(3000)),
    ];
    for (about, path, bytes) in table {
        let said = verified(&replaced(path, bytes));
        assert!(!faults(&said, path).is_empty(), "{about}: {path}: {said:#}");
    }
}

#[test]
fn files_that_are_missing_or_too_many() {
    let (edition, without) = (light(), |path: &str| {
        let mut edition = light();
        edition.remove(path);
        edition
    });
    for path in edition.keys().filter(|it| *it != "manifest.json") {
        let told = faults(&verified(&without(path)), path);
        assert_eq!(
            told,
            [("missing".into(), "the manifest lists this file, and it is not there".into())],
            "{path}"
        );
    }
    let project = with(&edition);
    project.write("edition/tables/more.csv", "a\n");
    project.write("edition/.DS_Store", "x");
    let said = of_run(&project.run(&["verify", "edition", "--json"]));
    let message = "the manifest does not list this file: it is no part of the edition";
    assert_eq!(faults(&said, "tables/more.csv"), [("unlisted".into(), message.into())]);
    assert_eq!(said["faults"].as_array().unwrap().len(), 1, "{said:#}");

    // A file that is listed, and that lossbook does not write.
    let text = crate::support::text(&edition, "manifest.json");
    let listed = text.replace("\"outputs\": [\n", &format!("\"outputs\": [\n    {{\n      \"path\": \"evil.html\",\n      \"bytes\": 1,\n      \"sha256\": \"{}\"\n    }},\n", sha256("x")));
    let mut more = edition.clone();
    more.insert("evil.html".into(), b"x".to_vec());
    more.insert("manifest.json".into(), listed.into_bytes());
    let said = verified(&mended(&more));
    assert_eq!(
        faults(&said, "evil.html")[0].1,
        "the manifest lists this file, which is none that lossbook writes"
    );
}

/// As in a clone of a repository that holds only texts.
#[test]
fn without_parquet_the_incidents_are_read_from_csv() {
    let mut edition = light();
    edition
        .retain(|path, _| std::path::Path::new(path).extension().is_none_or(|it| it != "parquet"));
    let said = verified(&edition);
    let kinds: Vec<&Value> =
        said["faults"].as_array().unwrap().iter().map(|it| &it["kind"]).collect();
    assert!(!kinds.is_empty() && kinds.iter().all(|it| *it == "missing"), "{said:#}");
    assert!(
        said["notes"][0]
            .as_str()
            .unwrap()
            .ends_with("so the incidents are read from the CSV files"),
        "{said:#}"
    );
    assert!(said["tables"].as_u64() > Some(20));

    let said = verified(&with_text_changed(&edition, "report.md", "**$429M**", "**$428M**"));
    let told = faults(&said, "report.md");
    assert!(
        told.iter().any(|(_, it)| it.contains("cost **$428M**") && it.contains("cost **$429M**")),
        "{said:#}"
    );
    // Tables that contradict each other are no base.
    let changed = with_text_changed(&edition, "tables/incidents.csv", "26000000.00", "26000000.01");
    let said = verified(&changed);
    assert!(
        said["notes"][0].as_str().unwrap().ends_with("so nothing is computed again"),
        "{said:#}"
    );
    assert_eq!(faults(&said, "tables/incidents.csv")[0].0, "checksum");
}

#[test]
fn another_version_is_compared_as_far_as_it_can_be() {
    let mut edition = light();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    for path in ["manifest.json", "facts.json"] {
        edition = with_text_changed(&edition, path, &version, "\"version\": \"0.0.1\"");
    }
    let said = verified(&mended(&edition));
    assert_eq!(said["holds"], true, "{said:#}");
    assert!(said["notes"][0].as_str().unwrap().contains("is of lossbook 0.0.1"), "{said:#}");
    for (path, from, to) in [
        ("tables/losses_by_month.csv", "403440000.05", "403440000.06"),
        ("facts.json", "\"shown\": \"$429M\"", "\"shown\": \"$428M\""),
        ("report.md", "**$429M**", "**$428M**"),
        ("report.html", ">$403M</data>", ">$404M</data>"),
        ("manifest.json", "\"total_loss_usd\": \"429", "\"total_loss_usd\": \"428"),
    ] {
        let mut changed = edition.clone();
        let text = crate::support::text(&edition, path).replace(from, to).into_bytes();
        assert!(changed.insert(path.into(), text.clone()) != Some(text), "{path} has no {from}");
        let said = verified(&mended(&changed));
        assert!(!faults(&said, path).is_empty(), "{path}: {said:#}");
    }
    // One of the two alone is a contradiction.
    let one = with_text_changed(&light(), "manifest.json", &version, "\"version\": \"0.0.1\"");
    assert!(!faults(&verified(&mended(&one)), "facts.json").is_empty());
}

#[test]
fn a_folder_of_many_editions() {
    let project = Project::with(&reports());
    let run = project.run(&["report", "reports", "--every", "quarter", "-o", "edition"]);
    assert_eq!(run.status, Some(3));
    let fresh = project.edition("edition");
    let said = verified(&fresh);
    assert_eq!((&said["holds"], &said["editions"]), (&true.into(), &3.into()), "{said:#}");
    assert_eq!(said["files"], fresh.len() - 1);
    for path in [
        "index.md",
        "index.html",
        "facts.json",
        "tables/losses_by_quarter.csv",
        "2022-Q4/report.md",
        "2023-Q1/tables/key_figures.csv",
    ] {
        let changed = with_digit_changed(&fresh, path);
        assert!(faults(&verified(&changed), path).iter().any(|it| it.0 == "checksum"), "{path}");
        // The manifest of the whole is mended; that of the edition within is as it was.
        let said = verified(&mended(&changed));
        assert!(!faults(&said, path).is_empty(), "{path}: {said:#}");
    }
    let mut without = fresh.clone();
    without.insert("2022-Q4/manifest.json".into(), b"{}".to_vec());
    let told = faults(&verified(&without), "2022-Q4/manifest.json");
    assert!(told.iter().any(|it| it.1.contains("is no manifest of an edition")), "{told:?}");
}

#[test]
fn one_edition_of_many() {
    let project = Project::with(&reports());
    let run = project.run(&["report", "reports", "--every", "quarter", "-o", "edition"]);
    assert_eq!(run.status, Some(3));
    let one = |project: &Project| of_run(&project.run(&["verify", "edition/2023-Q1", "--json"]));
    let said = one(&project);
    assert_eq!((&said["holds"], &said["notes"]), (&true.into(), &Value::Array(Vec::new())));
    assert!(said["tables"].as_u64() > Some(20), "{said:#}");

    // What it is made from lies beside the index. It may not bring incidents of its own.
    let within = project.edition("edition/2023-Q1");
    for name in ["tables/earlier_incidents.csv", "tables/findings.csv", "charts", "edition.xlsx"] {
        assert!(!within.keys().any(|path| path.starts_with(name)), "{name}");
    }
    let forged = |from: &str, to: &str, path: &str| {
        let forged = mended(&with_text_changed(&within, path, from, to));
        for (path, bytes) in &forged {
            project.write(&format!("edition/2023-Q1/{path}"), bytes);
        }
        one(&project)
    };
    let said = forged("26000000.00", "26000000.01", "tables/incidents.csv");
    let told = faults(&said, "tables/incidents.csv");
    assert!(told[0].1.contains("\"26000000.01\", the incidents give \"26000000.00\""), "{said:#}");
    let said = forged("  \"extent\": \"part\",\n", "", "manifest.json");
    let told = faults(&said, "tables/findings.csv");
    assert!(told[0].1.contains("the manifest does not list this file"), "{said:#}");

    // Without the index, what can be compared is, but that is not enough to hold: otherwise each
    // manifest could say that it is of one of many.
    let full = with_text_changed(
        &light(),
        "manifest.json",
        "  \"files\": {",
        "  \"extent\": \"part\",\n  \"files\": {",
    );
    for edition in [&within, &mended(&full)] {
        let said = verified(edition);
        assert_eq!((&said["holds"], &said["tables"]), (&false.into(), &0.into()), "{said:#}");
        assert!(said["notes"][0].as_str().unwrap().ends_with("nothing is computed again"));
        let told = faults(&said, "manifest.json");
        assert!(told[0].1.starts_with("no table could be computed again"), "{said:#}");
    }
    let said =
        verified(&mended(&with_text_changed(&within, "report.md", "**$455M**", "**$456M**")));
    assert!(!faults(&said, "report.md").is_empty(), "{said:#}");
}

/// How a folder becomes what it is.
type Arrange<'a> = Box<dyn Fn(&Project) + 'a>;

#[test]
#[allow(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]
fn folders_that_are_no_editions() {
    let manifest = crate::support::text(&light(), "manifest.json").to_owned();
    let large = |project: &Project| {
        project.write("edition/manifest.json", "");
        fs::File::create(project.path("edition/manifest.json")).unwrap().set_len(1 << 33).unwrap();
    };
    let write = |text: String| -> Arrange<'_> {
        Box::new(move |it| it.write("edition/manifest.json", &text))
    };
    #[rustfmt::skip]
    let table: Vec<(&str, Arrange<'_>)> = vec![
        ("no folder",        Box::new(|_| {})),
        ("a file",           Box::new(|it| it.write("edition", "x"))),
        ("nothing in it",    Box::new(|it| it.write("edition/report.md", "x"))),
        ("a folder instead", Box::new(|it| it.write("edition/manifest.json/x", "x"))),
        ("no JSON",          write("lossbook".into())),
        ("half of it",       write(manifest[..500].to_owned())),
        ("a list",           write("[]".into())),
        ("another program",  write(manifest.replacen("lossbook", "notebook", 1))),
        ("deep",             write("[".repeat(1_000_000))),
        ("huge",             Box::new(large)),
    ];
    let mut told = String::new();
    for (about, arrange) in table {
        let project = Project::new();
        arrange(&project);
        let run = project.run(&["verify", "edition"]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{about}");
        told += &format!("# {about}\n{}", project.filtered(&run.stderr));
        let said = of_run(&project.run(&["verify", "edition", "--json"]));
        assert_eq!(said["faults"][0]["kind"], "not-an-edition", "{about}");
    }
    insta::assert_snapshot!(told, @r#"
    # no folder
    error: edition: No such file or directory
    help: check that it exists and that you may read it
    # a file
    error: edition is not a folder
    help: name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`
    # nothing in it
    error: edition is not an edition: it has no manifest.json
    help: name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`
    # a folder instead
    error: edition is not an edition: it has no manifest.json
    help: name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`
    # no JSON
    error: edition is not an edition: its manifest.json cannot be read: it is not JSON (line 1, column 1)
    help: the file was changed after it was written: make the edition again, or take another copy
    # half of it
    error: edition is not an edition: its manifest.json cannot be read: it ends too early (line 25, column 7)
    help: the file was changed after it was written: make the edition again, or take another copy
    # a list
    error: edition is not an edition: its manifest.json cannot be read: it does not say what it should (line 1, column 2)
    help: the file was changed after it was written: make the edition again, or take another copy
    # another program
    error: edition is not an edition of lossbook: its manifest.json is of "notebook"
    help: name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`
    # deep
    error: edition is not an edition: its manifest.json cannot be read: it does not say what it should (line 1, column 1)
    help: the file was changed after it was written: make the edition again, or take another copy
    # huge
    error: edition is not an edition: its manifest.json has more than 33554432 bytes
    help: name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`
    "#);
}

#[test]
fn paths_that_lead_elsewhere_are_not_followed() {
    let (edition, text) = (light(), crate::support::text(&light(), "manifest.json").to_owned());
    for path in ["../outside", "/etc/hostname", "tables/../../outside", "tables/..\\x", "", "."] {
        let changed = text.replace("\"path\": \"facts.json\"", &format!("\"path\": {path:?}"));
        let mut edition = edition.clone();
        edition.insert("manifest.json".into(), changed.into_bytes());
        let project = with(&edition);
        project.write("outside", "secret");
        let said = of_run(&project.run(&["verify", "edition", "--json"]));
        let message = format!("lists {path:?}: not a path of another file below its folder");
        assert!(
            faults(&said, "manifest.json").iter().any(|it| it.1 == message),
            "{path}: {said:#}"
        );
        assert!(!said.to_string().contains("secret"));
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let project = with(&light());
    project.write("outside/incidents.csv", &light()["tables/incidents.csv"]);
    fs::remove_file(project.path("edition/tables/incidents.csv")).unwrap();
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(project.path(to), project.path(at)).unwrap();
    };
    link("outside/incidents.csv", "edition/tables/incidents.csv");
    link("outside", "edition/more");
    let said = of_run(&project.run(&["verify", "edition", "--json"]));
    let told = faults(&said, "tables/incidents.csv");
    assert_eq!(told, [("missing".into(), "is a symbolic link, which is not followed".into())]);
    assert_eq!(faults(&said, "more")[0].0, "unlisted");
    assert!(faults(&said, "more/incidents.csv").is_empty());
    // The folder that the person names may be a link.
    let whole = with(&light());
    std::os::unix::fs::symlink(whole.path("edition"), whole.path("latest")).unwrap();
    assert_eq!(whole.run(&["verify", "latest"]).status, Some(0));
}

#[test]
fn how_much_is_printed() {
    let project = with(&light());
    let run = project.run(&["verify", "edition"]);
    insta::assert_snapshot!(run.stdout, @r"
    Files    59 compared with size and SHA-256
    Facts    447 looked up in the tables
    Tables   28 computed again from the incidents
    Edition  edition: all holds
    ");
    let quiet = project.run(&["verify", "edition", "--quiet"]);
    assert_eq!((quiet.status, quiet.stdout.as_str()), (Some(0), ""));

    let changed =
        with(&mended(&with_text_changed(&light(), "report.md", "**$429M**", "**$428M**")));
    let run = changed.run(&["verify", "edition"]);
    assert_eq!(run.status, Some(1));
    insta::assert_snapshot!(run.stdout, @r#"
    report.md:3: says "… to 30 March, 4 reported incidents cost **$428M**, 429 times as much as in the same days o…", and should say "… to 30 March, 4 reported incidents cost **$429M**, 429 times as much as in the same days o…"
    Files    59 compared with size and SHA-256
    Facts    447 looked up in the tables
    Tables   28 computed again from the incidents
    Edition  edition: 1 thing does not hold, in 1 file
    "#);
    let quiet = changed.run(&["verify", "edition", "--quiet"]);
    assert_eq!(run.stdout.lines().next(), quiet.stdout.lines().next());
    assert_eq!((quiet.status, quiet.stdout.lines().count()), (Some(1), 1));

    assert_eq!(project.run(&["verify", "a", "b"]).status, Some(2));
    assert_eq!(project.run(&["verify", "--jsn"]).status, Some(2));
    let help = project.run(&["verify", "--help"]);
    assert!(help.stdout.contains("Exit status:\n  0  everything holds\n"), "{}", help.stdout);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_of_any_byte_is_found(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let mut edition = light();
        let path = edition.keys().nth(file.index(edition.len())).unwrap().clone();
        let bytes = edition.get_mut(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        let run = with(&edition).run(&["verify", "edition"]);
        prop_assert_eq!(run.status, Some(1), "{}, byte {}: {}{}", path, at, run.stdout, run.stderr);
        // Also with the checksums mended; what a finding says stands nowhere else.
        if path != "manifest.json" && path != "tables/findings.csv" {
            let run = with(&mended(&edition)).run(&["verify", "edition"]);
            prop_assert_eq!(run.status, Some(1), "{}, byte {}, mended: {}", path, at, run.stdout);
        }
    }
}
