//! `datapackage.json`: every table with its columns, types, units and meanings, for programs and
//! people who meet the files without us.
//!
//! # Source
//!
//! The Data Package standard, version 2.0 (Frictionless Data).

use serde_json::{Map, Value, json};

use crate::store::Artifact;
use crate::tables::schema::{ColumnSchema, Kind, TableSchema};

use super::FormatError;

/// Encodes the description of all tables. `files` are the encoded tables; a table has a resource
/// for each of its files among them.
///
/// # Errors
///
/// [`FormatError::Text`] with what the JSON writer says.
pub fn encode(tables: &[TableSchema], files: &[Artifact]) -> Result<Artifact, FormatError> {
    let mut resources = Vec::new();
    for table in tables {
        for (ending, describe) in [
            ("csv", csv_resource as fn(&TableSchema) -> Map<String, Value>),
            ("parquet", parquet_resource),
        ] {
            let path = format!("tables/{}.{ending}", table.name);
            let Some(file) = files.iter().find(|file| file.path == path) else { continue };
            let mut resource = describe(table);
            resource.insert("path".into(), json!(path));
            // The reference validator cannot count the bytes of Parquet and then finds fault with any
            // number; the manifest has the sizes of all files.
            if ending == "csv" {
                resource.insert("bytes".into(), json!(file.bytes.len()));
            }
            resource.insert("hash".into(), json!(format!("sha256:{}", file.sha256())));
            resource.insert("schema".into(), schema(table, ending == "csv"));
            resources.push(Value::Object(resource));
        }
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "lossbook-edition",
        "title": "Losses to security incidents",
        "description": "Losses by attack type, entity type and time, computed from incident reports. \
            Involved losses overlap between labels; allocated losses add up to the total, to the cent. \
            An empty cell is a missing value: an unknown loss is not zero.",
        "version": env!("CARGO_PKG_VERSION"),
        "resources": resources,
    });
    let path = "datapackage.json".to_owned();
    let text = serde_json::to_string_pretty(&package)
        .map_err(|it| FormatError::Text { path: path.clone(), reason: it.to_string() })?;
    Ok(Artifact { path, bytes: (text + "\n").into_bytes() })
}

fn resource(table: &TableSchema, name: &str, format: &str, mediatype: &str) -> Map<String, Value> {
    let mut resource = Map::new();
    resource.insert("name".into(), json!(name));
    resource.insert("type".into(), json!("table"));
    resource.insert("description".into(), json!(table.meaning));
    resource.insert("format".into(), json!(format));
    resource.insert("mediatype".into(), json!(mediatype));
    resource
}

fn csv_resource(table: &TableSchema) -> Map<String, Value> {
    let mut resource = resource(table, &table.name, "csv", "text/csv");
    resource.insert("encoding".into(), json!("utf-8"));
    resource
}

fn parquet_resource(table: &TableSchema) -> Map<String, Value> {
    resource(table, &format!("{}.parquet", table.name), "parquet", "application/vnd.apache.parquet")
}

fn schema(table: &TableSchema, is_csv: bool) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(|column| field(column, is_csv)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    schema
}

fn field(column: &ColumnSchema, is_csv: bool) -> Value {
    let (kind, unit) = match column.kind {
        Kind::Text => ("string", None),
        // A list in Parquet is "any": readers hand it over as whatever their lists are.
        Kind::TextList => (if is_csv { "string" } else { "any" }, None),
        Kind::Date => ("date", None),
        Kind::Integer => ("integer", None),
        Kind::Usd => ("number", Some("US dollars at the time of the event")),
        Kind::Share => ("number", Some("fraction of 1")),
    };
    let list = column.kind == Kind::TextList && is_csv;
    let meaning = if list {
        format!("{}; several are joined by `; `", column.meaning)
    } else {
        column.meaning.clone()
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": meaning });
    if let Some(unit) = unit {
        field["unit"] = json!(unit);
    }
    if column.required {
        field["constraints"] = json!({ "required": true });
    }
    field
}
