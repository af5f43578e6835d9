//! The rows of all tables that are computed: a struct for each, with a field for each column.
//!
//! A field that may be missing is an `Option`; its cell is then empty. The functions beside this file
//! say how the columns are called and what they mean.

use chrono::NaiveDate;

use crate::domain::Usd;
use crate::tables::table::rows;
use crate::tables::value::Share;

rows! {
    /// What a label cost.
    ByLabel {
        LABEL label: String,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        INVOLVED_LOSS_USD involved_loss_usd: Option<Usd>,
        ALLOCATED_LOSS_USD allocated_loss_usd: Option<Usd>,
        ALLOCATED_SHARE allocated_share: Option<Share>,
        MEAN_LOSS_USD mean_loss_usd: Option<Usd>,
        MEDIAN_LOSS_USD median_loss_usd: Option<Usd>,
        MAX_LOSS_USD max_loss_usd: Option<Usd>,
        LARGEST_REPORT largest_report: Option<String>,
        FIRST_DATE first_date: NaiveDate,
        LAST_DATE last_date: NaiveDate,
    }
}

rows! {
    /// What a month, quarter or year cost.
    ByPeriod {
        FIRST_DAY first_day: NaiveDate,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        LOSS_USD loss_usd: Option<Usd>,
        CUMULATIVE_LOSS_USD cumulative_loss_usd: Option<Usd>,
        MAX_LOSS_USD max_loss_usd: Option<Usd>,
        LARGEST_REPORT largest_report: Option<String>,
    }
}

rows! {
    /// What a label cost in a month, quarter or year.
    ByLabelAndPeriod {
        FIRST_DAY first_day: NaiveDate,
        LABEL label: String,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INVOLVED_LOSS_USD involved_loss_usd: Option<Usd>,
        ALLOCATED_LOSS_USD allocated_loss_usd: Option<Usd>,
    }
}

rows! {
    /// What an attack type and an entity type cost together.
    ByPair {
        ATTACK_TYPE attack_type: String,
        ENTITY_TYPE entity_type: String,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INVOLVED_LOSS_USD involved_loss_usd: Option<Usd>,
        ALLOCATED_LOSS_USD allocated_loss_usd: Option<Usd>,
    }
}

rows! {
    /// The figures of the period, or of a span that it is compared with.
    KeyFigures {
        SPAN span: String,
        FROM from: NaiveDate,
        TO to: NaiveDate,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        LOSS_USD loss_usd: Option<Usd>,
        MEAN_LOSS_USD mean_loss_usd: Option<Usd>,
        MEDIAN_LOSS_USD median_loss_usd: Option<Usd>,
        MAX_LOSS_USD max_loss_usd: Option<Usd>,
        LARGEST_REPORT largest_report: Option<String>,
        LARGEST_SHARE largest_share: Option<Share>,
        INCIDENTS_CHANGE incidents_change: i64,
        INCIDENTS_KNOWN_CHANGE incidents_known_change: i64,
        INCIDENTS_UNKNOWN_CHANGE incidents_unknown_change: i64,
        LOSS_CHANGE_SHARE loss_change_share: Option<Share>,
        MEDIAN_CHANGE_SHARE median_change_share: Option<Share>,
        MAX_CHANGE_SHARE max_change_share: Option<Share>,
        LARGEST_SHARE_CHANGE largest_share_change: Option<Share>,
    }
}

rows! {
    /// One of the ten largest incidents.
    LargestIncident {
        RANK rank: i64,
        REPORT report: String,
        DATE date: NaiveDate,
        TITLE title: String,
        TARGET_ENTITIES target_entities: Vec<String>,
        ENTITY_TYPES entity_types: Vec<String>,
        ATTACK_TYPES attack_types: Vec<String>,
        LOSS_USD loss_usd: Usd,
        LOSS_SHARE loss_share: Share,
    }
}

rows! {
    /// The losses of a band of sizes, or the unknown ones.
    BySize {
        BAND band: String,
        FROM_USD from_usd: Option<Usd>,
        BELOW_USD below_usd: Option<Usd>,
        INCIDENTS incidents: i64,
        INCIDENT_SHARE incident_share: Option<Share>,
        LOSS_USD loss_usd: Option<Usd>,
        LOSS_SHARE loss_share: Option<Share>,
    }
}

rows! {
    /// How much of the total the largest losses make up.
    Concentration {
        BASIS basis: String,
        LARGEST largest: i64,
        INCIDENTS incidents: i64,
        LOSS_USD loss_usd: Option<Usd>,
        OF_LOSS_USD of_loss_usd: Option<Usd>,
        LOSS_SHARE loss_share: Option<Share>,
    }
}

rows! {
    /// The running total of a year up to the end of a month.
    CumulativeByYear {
        YEAR year: i64,
        MONTH month: NaiveDate,
        INCIDENTS incidents: i64,
        LOSS_USD loss_usd: Option<Usd>,
        CUMULATIVE_LOSS_USD cumulative_loss_usd: Option<Usd>,
    }
}

rows! {
    /// What a year had cost by the day that the period ends on.
    ToDateByYear {
        YEAR year: i64,
        FROM from: NaiveDate,
        TO to: NaiveDate,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        LOSS_USD loss_usd: Option<Usd>,
        LOSS_CHANGE_SHARE loss_change_share: Option<Share>,
        WHOLE_YEAR_LOSS_USD whole_year_loss_usd: Option<Usd>,
    }
}

rows! {
    /// How often a kind of finding occurs.
    FindingsByCode {
        CODE code: String,
        SEVERITY severity: String,
        REPORTS reports: i64,
        FINDINGS findings: i64,
        MEANING meaning: String,
    }
}

rows! {
    /// A report that an index leads to.
    Reports {
        PERIOD period: String,
        FROM from: NaiveDate,
        TO to: NaiveDate,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        LOSS_USD loss_usd: Option<Usd>,
        MAX_LOSS_USD max_loss_usd: Option<Usd>,
        LARGEST_REPORT largest_report: Option<String>,
    }
}
