// Package mongo keeps documents in a MongoDB database, one collection each. A standalone server is enough: no
// transaction is ever used, every write is one compare-and-swap on one document.
//
// A stored document is the body as an operator would expect it, {"_id", "rev", …}, and a few names of the store's own:
// "_keys" holds the unique keys under one sparse unique index and is absent when there are none, "_changed" is the
// time of the last write, by the server's clock, and "_deleted" marks a document that was deleted. Deleted documents
// stay for a month without their content, so that the change feed can tell of them. Names MongoDB would read as
// operators or positions are kept in percent notation; see stored. "_terms" are the words of the texts that are searched,
// "_texts" says which texts those are.
//
// Conditions become filters with the meaning of query.Match. Where a filter tests several things, MongoDB may find
// them in different elements of a list; then an expression decides, and the filter only narrows. Integers beyond
// 2^53 keep every digit and are compared exactly, not as float64.
//
// The feed uses change streams where the server offers them. Elsewhere it looks every second for documents by
// "_changed", again and again over the last moments, because an earlier time may become visible later.
package mongo
