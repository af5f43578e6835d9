//! `lossbook build` on small folders: the exact tables, the manifest, the summary, which files are
//! reports. What the flags do is in `flags.rs`.

use std::collections::BTreeSet;

use crate::support::{Edition, Project, Report, cells, manifest, text};

const TAXONOMY: &str = "\
attack-types:
  - name: Flash Loan Attack
    aliases: [Flashloan]
  - name: Wallet Hack
entity-types:
  - name: DeFi
  - name: Exchange
";

/// Labels that overlap, cents left over, an unknown loss, a month without incidents, an alias,
/// two spellings of one label, a file that is no report.
fn small() -> Project {
    let gamma = Report::new("2023-03-05", "unknown", &["bridge hack"], &["Bridge"]);
    let delta = Report::new("2023-04-01", "0", &["Bridge Hack", "Flashloan"], &["DeFi"]);
    let epsilon = Report::new("2023-04-30", "$1.6 million", &["Bridge Hack"], &["bridge"]);
    Project::with(&[
        ("labels.yaml", TAXONOMY.into()),
        (
            "reports/2023-01-10-Acme.md",
            Report::new(
                "2023-01-10",
                "100.00",
                &["Wallet Hack", "flashloan", "Bridge Hack"],
                &["Exchange"],
            )
            .titled("Acme, \"the exchange\"")
            .tagged(&["APT38"])
            .to_string(),
        ),
        (
            "reports/2023/2023-01-20-Beta.md",
            Report::new("2023-01-20", "250000.05", &["FLASHLOAN"], &["Exchange", "DeFi"])
                .to_string(),
        ),
        ("reports/2023-03-05-Gamma.md", gamma.to_string()),
        ("reports/2023-04-01-Delta.md", delta.to_string()),
        ("reports/2023-04-30-Epsilon.md", epsilon.to_string()),
        ("reports/README.md", "About the reports.".into()),
    ])
}

fn small_edition() -> (Project, Edition) {
    let project = small();
    let edition = project.build(&["reports", "--taxonomy", "labels.yaml"]);
    (project, edition)
}

#[test]
fn the_base_tables() {
    let (_project, edition) = small_edition();
    insta::assert_snapshot!(text(&edition, "tables/incidents.csv"), @r#"
    report,date,title,target_entities,entity_types,attack_types,tags,loss_usd,duplicate_of
    2023-01-10-Acme.md,2023-01-10,"Acme, ""the exchange""",Target of 2023-01-10,Exchange,Wallet Hack; Flash Loan Attack; Bridge Hack,APT38,100.00,
    2023-03-05-Gamma.md,2023-03-05,Incident of 2023-03-05,Target of 2023-03-05,Bridge,Bridge Hack,,,
    2023-04-01-Delta.md,2023-04-01,Incident of 2023-04-01,Target of 2023-04-01,DeFi,Bridge Hack; Flash Loan Attack,,0.00,
    2023-04-30-Epsilon.md,2023-04-30,Incident of 2023-04-30,Target of 2023-04-30,Bridge,Bridge Hack,,1600000.00,
    2023/2023-01-20-Beta.md,2023-01-20,Incident of 2023-01-20,Target of 2023-01-20,Exchange; DeFi,Flash Loan Attack,,250000.05,
    "#);
    insta::assert_snapshot!(text(&edition, "tables/incident_labels.csv"), @r"
    report,date,dimension,label,labels,loss_usd,allocated_loss_usd
    2023-01-10-Acme.md,2023-01-10,attack_type,Wallet Hack,3,100.00,33.33
    2023-01-10-Acme.md,2023-01-10,attack_type,Flash Loan Attack,3,100.00,33.33
    2023-01-10-Acme.md,2023-01-10,attack_type,Bridge Hack,3,100.00,33.34
    2023-01-10-Acme.md,2023-01-10,entity_type,Exchange,1,100.00,100.00
    2023-01-10-Acme.md,2023-01-10,tag,APT38,1,100.00,100.00
    2023-01-10-Acme.md,2023-01-10,target_entity,Target of 2023-01-10,1,100.00,100.00
    2023-03-05-Gamma.md,2023-03-05,attack_type,Bridge Hack,1,,
    2023-03-05-Gamma.md,2023-03-05,entity_type,Bridge,1,,
    2023-03-05-Gamma.md,2023-03-05,target_entity,Target of 2023-03-05,1,,
    2023-04-01-Delta.md,2023-04-01,attack_type,Bridge Hack,2,0.00,0.00
    2023-04-01-Delta.md,2023-04-01,attack_type,Flash Loan Attack,2,0.00,0.00
    2023-04-01-Delta.md,2023-04-01,entity_type,DeFi,1,0.00,0.00
    2023-04-01-Delta.md,2023-04-01,target_entity,Target of 2023-04-01,1,0.00,0.00
    2023-04-30-Epsilon.md,2023-04-30,attack_type,Bridge Hack,1,1600000.00,1600000.00
    2023-04-30-Epsilon.md,2023-04-30,entity_type,Bridge,1,1600000.00,1600000.00
    2023-04-30-Epsilon.md,2023-04-30,target_entity,Target of 2023-04-30,1,1600000.00,1600000.00
    2023/2023-01-20-Beta.md,2023-01-20,attack_type,Flash Loan Attack,1,250000.05,250000.05
    2023/2023-01-20-Beta.md,2023-01-20,entity_type,Exchange,2,250000.05,125000.02
    2023/2023-01-20-Beta.md,2023-01-20,entity_type,DeFi,2,250000.05,125000.03
    2023/2023-01-20-Beta.md,2023-01-20,target_entity,Target of 2023-01-20,1,250000.05,250000.05
    ");
}

#[test]
fn the_sums() {
    let (_project, edition) = small_edition();
    insta::assert_snapshot!(text(&edition, "tables/losses_by_attack_type.csv"), @r"
    attack_type,incidents,incidents_known,incidents_unknown,involved_loss_usd,allocated_loss_usd,allocated_share,mean_loss_usd,median_loss_usd,max_loss_usd,largest_report,first_date,last_date
    Bridge Hack,4,3,1,1600100.00,1600033.34,0.864836,533366.67,100.00,1600000.00,2023-04-30-Epsilon.md,2023-01-10,2023-04-30
    Flash Loan Attack,3,3,0,250100.05,250033.38,0.135146,83366.68,100.00,250000.05,2023/2023-01-20-Beta.md,2023-01-10,2023-04-01
    Wallet Hack,1,1,0,100.00,33.33,0.000018,100.00,100.00,100.00,2023-01-10-Acme.md,2023-01-10,2023-01-10
    ");
    insta::assert_snapshot!(text(&edition, "tables/losses_by_month.csv"), @r"
    month,incidents,incidents_known,incidents_unknown,loss_usd,cumulative_loss_usd,max_loss_usd,largest_report
    2023-01-01,2,2,0,250100.05,250100.05,250000.05,2023/2023-01-20-Beta.md
    2023-02-01,0,0,0,0.00,250100.05,,
    2023-03-01,1,0,1,,250100.05,,
    2023-04-01,2,2,0,1600000.00,1850100.05,1600000.00,2023-04-30-Epsilon.md
    ");
}

#[test]
#[allow(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]
fn the_manifest() {
    let (project, edition) = small_edition();
    let whole = text(&edition, "manifest.json");
    // The files that it lists are compared with the folder whenever a test reads an edition.
    let (facts, _) = whole.split_once(",\n  \"outputs\"").unwrap();
    let (before, checks_and_behind) = facts.split_once("  \"checks\"").unwrap();
    let (_, behind) = checks_and_behind.split_once("  ],\n").unwrap();
    insta::assert_snapshot!(project.filtered(&format!("{before}{behind}")), @r#"
    {
      "generator": "lossbook",
      "version": "[version]",
      "files": {
        "seen": 6,
        "loaded": 5,
        "recovered": 0,
        "rejected": 0,
        "skipped": 1
      },
      "incidents": 5,
      "incidents_known": 4,
      "incidents_unknown": 1,
      "duplicates": 0,
      "duplicates_loss_usd": "0.00",
      "possible_duplicates": {
        "pairs": 0,
        "complete": true,
        "loss_usd": "0.00"
      },
      "outside_period": 0,
      "total_loss_usd": "1850100.05",
      "first_day": "2023-01-10",
      "last_day": "2023-04-30",
      "newest_report_date": "2023-04-30",
      "complete_to": "2023-04-30",
      "settings": {
        "from": null,
        "to": null,
        "as_of": null,
        "raw_csv": false,
        "theme": "light",
        "text": "font",
        "pictures": "all",
        "workbook": "full",
        "title": null,
        "link_base": "../reports/",
        "taxonomy_sha256": "[sha256]",
        "duplicates": null,
        "duplicates_sha256": null
      },
      "input_sha256": "[sha256]",
      "manifest_sha256": "[sha256]"
    "#);

    let checks = manifest(&edition)["checks"].as_array().unwrap().clone();
    let shown = |it: &serde_json::Value| {
        format!("{}: {} = {}", it["name"], it["left"], it["right"]).replace('"', "")
    };
    let checks_shown: Vec<String> = checks.iter().map(shown).collect();
    assert!(checks.iter().all(|it| it["holds"] == true && it["left"] == it["right"]));
    for expected in [
        "files seen = loaded + rejected + skipped: 6 = 6",
        "sum of losses_by_attack_type.allocated_loss_usd = total_loss_usd: 1850100.05 = 1850100.05",
        "sum of losses_by_entity_type.allocated_loss_usd = total_loss_usd: 1850100.05 = 1850100.05",
        "sum of losses_by_month.loss_usd = total_loss_usd: 1850100.05 = 1850100.05",
        "sum of losses_by_month.incidents = incidents: 5 = 5",
    ] {
        assert!(
            checks_shown.iter().any(|it| it == expected),
            "{expected}: not in {checks_shown:#?}"
        );
    }
}

#[test]
fn the_summary() {
    let run = small().run(&["build", "reports", "--taxonomy", "labels.yaml"]);
    assert_eq!(run.status, Some(0));
    let (_, summary) = run.stdout.split_once("\n\n").unwrap();
    insta::assert_snapshot!(small().filtered(summary), @r"
     Total loss                 $1,850,100.05  10 January to 30 April 2023
     Incidents                              5
       with a known loss                    4
       with an unknown loss                 1  in no sum: unknown is not zero

     By attack type, allocated
       Bridge Hack              $1,600,033.34  86%
       Flash Loan Attack          $250,033.38  14%
       Wallet Hack                     $33.33  less than 0.1%

     By entity type, allocated
       Bridge                   $1,600,000.00  86%
       Exchange                   $125,100.02  6.8%
       DeFi                       $125,000.03  6.8%

    Files    6 seen = 5 loaded + 0 rejected + 1 skipped (1 section page)
    Rules    none: no duplicates.yaml next to the reports
    Checks   30 hold: every table adds up to the total
    Edition  output: [size]
             start with output/report.html
    ");
}

#[test]
fn every_file_that_was_written_has_a_line_with_its_size() {
    let project = small();
    let run = project.run(&["build", "reports", "--verbose"]);
    let (list, _) = run.stdout.split_once("\n\n").unwrap();
    let (heading, lines) = list.split_once('\n').unwrap();
    assert_eq!(heading, "Written to output:");
    let lines: Vec<&str> = lines.lines().collect();
    let told: BTreeSet<&str> =
        lines.iter().map(|it| it.split_whitespace().next().unwrap()).collect();
    let edition = project.edition("output");
    assert!(edition.keys().map(String::as_str).eq(told), "{list}");
    for line in &lines {
        let [path, number, unit] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("a path and a size: {line}")
        };
        let bytes = edition[path].len();
        let expected = match unit {
            "B" => bytes.to_string(),
            "kB" => format!("{}.{}", (bytes + 50) / 1000, (bytes + 50) % 1000 / 100),
            unit => panic!("a unit: {unit}"),
        };
        assert_eq!(number, expected, "{line}");
        assert_eq!(line.len(), lines[0].len(), "sizes end below each other: {line}");
    }
}

#[test]
fn pictures_can_be_svg_only_or_none() {
    let project = small();
    let all = project.build(&["reports", "-o", "all"]);
    for (choice, endings) in [("svg", &[".png"][..]), ("none", &[".png", ".svg"])] {
        let fewer = project.build(&["reports", "-o", choice, "--pictures", choice]);
        let is_left_out = |path: &str| endings.iter().any(|ending| path.ends_with(ending));
        let rest = |edition: &Edition| {
            let mut rest = edition.clone();
            // The report lists the files that stand beside it.
            rest.retain(|path, _| {
                path.starts_with("tables/") || path.starts_with("charts/") && !is_left_out(path)
            });
            rest
        };
        assert_eq!(rest(&fewer), rest(&all), "{choice}");
        assert!(!fewer.keys().any(|path| is_left_out(path)), "{choice}");
        let page = |edition: &Edition| text(edition, "report.html").matches("<svg").count();
        assert_eq!(page(&fewer), page(&all), "{choice}: the page shows all charts");
        assert!(choice == "svg" || !text(&fewer, "report.md").contains("charts/"));
        assert_eq!(manifest(&fewer)["settings"]["pictures"], choice);
        let verified = project.run(&["verify", choice]);
        assert_eq!(verified.status, Some(0), "{}", verified.stdout);
    }
}

#[test]
fn the_workbook_can_be_smaller_or_absent() {
    let project = small();
    let full = project.build(&["reports", "--pictures=svg", "-o", "full"]);
    for choice in ["summary", "none"] {
        let flags = ["reports", "--pictures=svg", "--workbook", choice, "-o", choice];
        let edition = project.build(&flags);
        let tables = |edition: &Edition| {
            let mut tables = edition.clone();
            tables.retain(|path, _| path.starts_with("tables/"));
            tables
        };
        assert!(tables(&edition) == tables(&full), "{choice}: the tables are the same");
        let size = edition.get("edition.xlsx").map(Vec::len);
        assert_eq!(size.is_none(), choice == "none");
        assert!(size.is_none_or(|size| size < full["edition.xlsx"].len()), "{choice}: {size:?}");
        assert_eq!(manifest(&edition)["settings"]["workbook"], choice);
        let verified = project.run(&["verify", choice]);
        assert_eq!(verified.status, Some(0), "{}", verified.stdout);
    }
}

#[test]
fn a_folder_that_was_written_has_a_line() {
    let project = small();
    let run = project.run(&["build", "reports"]);
    let (list, _) = run.stdout.split_once("\n\n").unwrap();
    let edition = project.edition("output");
    for folder in ["charts/", "tables/"] {
        let count = edition.keys().filter(|it| it.starts_with(folder)).count();
        assert!(list.contains(&format!("{count} files")), "{folder} {count}: {list}");
    }
    let names: Vec<&str> =
        list.lines().skip(1).map(|it| it.split_whitespace().next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "charts/",
            "datapackage.json",
            "edition.xlsx",
            "facts.json",
            "report.html",
            "report.md",
            "tables/",
            "manifest.json"
        ]
    );
}

#[test]
fn the_summary_fits_into_80_columns() {
    let project = small();
    let labels = ["A label that somebody wrote with very many words to see what it does", "x"];
    let name = "Averyveryveryverylongwordthatholdsnoblankatalltoseewherethatends";
    for day in ["2023-05-01", "2023-05-02"] {
        let report = Report::new(day, "123456789012.34", &labels, &[name]);
        let report = Report { targets: vec!["Same".into()], ..report };
        project.write(&format!("reports/{day}.md"), report.to_string());
    }
    project.write("reports/bad.md", "---\ndate: 2023\ntitle: Bad\nloss: 1\n---\n");
    project.write("reports/.hidden/a.md", "");
    let run = project.run(&["build", "reports"]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    for told in ["$246,915,428,124.73", "$123,456,789,012.34 may", "Averyvery", "for bad-date"] {
        assert!(run.stdout.contains(told), "{told}: {}", run.stdout);
    }
    for line in run.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end(), "blanks at the end");
    }
}

#[test]
fn reports_and_output_have_defaults() {
    let project = Project::with(&[(
        "data/reports/a.md",
        Report::new("2023-01-10", "1", &["Scam"], &["DeFi"]).to_string(),
    )]);
    assert_eq!(project.run(&["build"]).status, Some(0));
    assert_eq!(manifest(&project.edition("output"))["incidents"], 1);
}

#[test]
fn several_inputs_are_told_apart_by_their_last_name() {
    let one = || Report::new("2023-01-10", "1", &["Scam"], &["DeFi"]).to_string();
    let project = Project::with(&[
        ("in/old/a.md", one()),
        ("in/new/a.md", one()),
        ("in/new/sub/b.md", one()),
        ("other/old/a.md", one()),
        ("other/old2/c.md", one()),
    ]);
    #[rustfmt::skip]
    let table: [(&str, &[&str], Result<&[&str], &str>); 9] = [
        ("one folder",            &["in/new"],                       Ok(&["a.md", "sub/b.md"])),
        ("one report",            &["in/new/sub/b.md"],              Ok(&["b.md"])),
        ("two folders",           &["in/old", "in/new"],             Ok(&["new/a.md", "new/sub/b.md", "old/a.md"])),
        ("a folder and a report", &["in/old", "in/new/sub/b.md"],    Ok(&["b.md", "old/a.md"])),
        ("names that begin alike", &["other/old", "other/old2"],     Ok(&["old/a.md", "old2/c.md"])),
        ("names that collide",    &["in/old", "other/old"],          Err("error: in/old/a.md and other/old/a.md would both be named \"old/a.md\"")),
        ("one in the other",      &["in", "in/new"],                 Err("error: in/new is inside in, or is the same: its reports would be counted twice")),
        ("the same twice",        &["in/old", "in/../in/old"],       Err("error: in/old is inside in/../in/old, or is the same: its reports would be counted twice")),
        ("a report of the other", &["in/new", "in/new/a.md"],        Err("error: in/new/a.md is inside in/new, or is the same: its reports would be counted twice")),
    ];
    for (about, inputs, expected) in table {
        let run = project.run(&[&["build", "-o", "output"], inputs].concat());
        match expected {
            Ok(reports) => {
                assert_eq!(run.status, Some(0), "{about}: {}", run.stderr);
                assert_eq!(
                    cells(&project.edition("output"), "incidents", &["report"]).concat(),
                    reports,
                    "{about}"
                );
            }
            Err(message) => {
                assert_eq!(run.status, Some(1), "{about}");
                assert_eq!(run.stderr.lines().next(), Some(message), "{about}");
            }
        }
    }
}

#[test]
fn a_rejected_report_is_told_and_the_rest_is_written() {
    let project = small();
    project.write("reports/bad.md", "---\ndate: 2023-01-10\ntitle: Bad\nloss: 1,6M\n---\n");
    let strict = project.run(&["build", "reports", "--taxonomy", "labels.yaml", "--strict"]);
    assert_eq!((strict.status, strict.stdout.as_str()), (Some(1), ""));
    assert!(strict.stderr.ends_with("error: 1 of 7 reports rejected, and `--strict` is set\nhelp: fix the reports as listed above, or leave `--strict` out; an earlier edition is untouched\n"), "{}", strict.stderr);
    assert_eq!(project.names(""), ["labels.yaml", "reports"], "nothing is written");

    let run = project.run(&["build", "reports", "--taxonomy", "labels.yaml"]);
    assert_eq!(run.status, Some(3));
    let edition = project.edition("output");
    let files = &manifest(&edition)["files"];
    assert_eq!(
        [&files["seen"], &files["loaded"], &files["rejected"], &files["skipped"]],
        [7, 5, 1, 1]
    );
    let findings = cells(&edition, "findings", &["report", "line", "column", "severity", "code"]);
    assert!(
        findings.contains(&["bad.md", "4", "7", "error", "bad-loss"].map(str::to_owned).to_vec()),
        "{findings:?}"
    );
    assert!(
        cells(&edition, "incidents", &["report"]).concat().iter().all(|report| report != "bad.md")
    );

    let again =
        project.run(&["build", "reports", "--taxonomy", "labels.yaml", "--strict", "--raw-csv"]);
    assert_eq!(again.status, Some(1));
    assert_eq!(project.edition("output"), edition, "the previous edition is untouched");
}

#[test]
fn the_crate_writes_what_the_program_writes() {
    let project = small();
    let program = project.build(&["reports"]);
    let reports = lossbook::load([project.path("reports")]).unwrap();
    let edition = lossbook::Edition::new(&reports).unwrap();
    edition.write(&project.path("by-crate")).unwrap();
    assert!(project.edition("by-crate") == program, "the editions are not the same bytes");
    for table in lossbook::tables::schema::all() {
        let is_there = program.contains_key(&format!("tables/{}.parquet", table.name));
        assert_eq!(edition.table(&table.name).unwrap().is_some(), is_there, "{}", table.name);
    }
}
