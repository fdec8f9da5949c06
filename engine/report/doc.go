// Package report answers questions about many records at once: how many, how much, how long, by what. A Question is
// compiled against the Shape of a dataset as its reader may see it; the Plan is answered from a Snapshot of a Table,
// which holds the dataset as columns in memory. Nothing here knows records, forms or stores: the caller feeds changes
// into tables and says which rows the reader may see.
//
// The rules that every number keeps: an empty value is not zero and is averaged nowhere; a total is computed from the
// records and never added up from rows, so that it is right for averages, medians and distinct counts too, and where
// a record is in several rows; what was left out is counted and told.
package report
