// Package engine composes the four engines into one app: Compile turns a bundle of definitions into an App,
// App.Submit and App.Resume decide what a request or an event means for one record.
//
// Everything below engine is pure. Time, ids, links, people and query results come in as arguments: a decision
// that misses an answer returns Needs, and is made again from the start with the answers. The same inputs
// always give the same outcome, byte for byte, which is what replay tests, dry runs and back-tests rest on.
package engine
