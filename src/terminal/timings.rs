//! How long the stages of a run took, for `--timings`.

use crate::edition::stages::Stage;

/// One line for each stage: when it began, how long it took, and what was done.
pub fn show(stages: &[Stage]) -> String {
    let line = |stage: &Stage| {
        let [began, took] = [stage.began, stage.took].map(|it| it.as_secs_f64());
        format!("Timing   at {began:7.3} s {took:8.3} s  {}\n", stage.name)
    };
    stages.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_line_for_each_stage() {
        let stage = |name, began, took| Stage {
            name,
            began: Duration::from_millis(began),
            took: Duration::from_millis(took),
        };
        let stages = [stage("read the reports", 0, 1_234), stage("write the files", 12_345, 50)];
        insta::assert_snapshot!(show(&stages), @r"
        Timing   at   0.000 s    1.234 s  read the reports
        Timing   at  12.345 s    0.050 s  write the files
        ");
    }
}
