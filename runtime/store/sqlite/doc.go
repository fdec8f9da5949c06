// Package sqlite keeps documents in one SQLite file.
//
// Each collection is a table r<n> of JSONB documents. Paths that indexes name are VIRTUAL generated columns, made at
// run time; lists that are searched by element are copied into a table l<n> of (path, value, document). A single
// goroutine writes and puts every op that is waiting into one transaction (group commit, synchronous=FULL), so an
// acknowledged write survives a power cut. Each write leaves a row in the change log in the same transaction.
//
// Conditions become SQL with the meaning of query.Match. Values are compared in a normal form: an empty value is
// NULL, numbers are REAL, texts TEXT, false, true and objects the blobs x'00', x'01', x'02'. SQLite orders these
// classes as query.CompareValues does.
package sqlite
