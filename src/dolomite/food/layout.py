"""The shape of a food table on disk: one SQLite file per catalogue, the same for what is shipped and what is imported.

Values, portions and ingredients stand in compressed blocks of 256 foods, values as doubles: exact, small, quick to
read one by one or as columns.
"""

BLOCK = 256  # foods in one compressed block of values
SCHEMA = 1

TABLES = """
create table meta (key text primary key, value text not null) without rowid;
create table release (number integer primary key, key text not null, title text not null);
create table nutrient (number integer primary key, key text not null, name text not null, unit text not null,
  decimals integer not null);
create table facet (number integer primary key, id text not null);
create table category (number integer primary key, id text not null unique, name text not null);
create table food (number integer primary key, id text not null, name text not null, other_names text not null,
  release integer not null, data_type text not null, category integer, energy_from text not null,
  familiarity real not null, yes integer not null, no integer not null, typical_g real);
create table block (number integer primary key, data blob not null, details blob not null);
create table reach (food integer primary key, low real not null, high real not null, verdict text not null,
  why text not null, source text not null);
create table credit (release text primary key, countries text not null, licence text not null,
  attribution text not null) without rowid;
create table bound (category integer primary key, n blob not null, low blob not null, high blob not null);
"""
