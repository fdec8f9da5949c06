package store

import (
	"context"

	"huiyin/engine/query"
	"huiyin/engine/search"
)

// Searcher is a Store that finds documents by the words in the texts their collection declares. What an index of texts
// holds is worked out from the documents, so that it is there for old ones too: Ensure has it filled in the background,
// from the newest document down, and every write keeps it up to date at once.
type Searcher interface {
	Store
	// Search answers a page of documents that have every term of a question among those of their texts
	// (search.Terms), the newest first. What they say must be compared with the question afterwards: terms need not
	// stand together. Errors are those of Find.
	Search(ctx context.Context, collection string, q TextQuery) (TextPage, error)
}

// TextQuery asks for a page of Search.
type TextQuery struct {
	Terms  []search.Term   // none finds nothing
	Where  query.Condition // that the documents meet as well
	Limit  int             // documents a page has at most
	After  string          // the Next of the page before
	Fields []string        // of the documents, none for all
}

// TextPage is one page of Search. It may be shorter than was asked for; Next is "" on the last.
type TextPage struct {
	Documents []Document
	Next      string
	// Partial tells that older documents are not in the index yet.
	Partial bool
}

// Texts returns the texts of a decoded document that its collection declares, in the order of the paths.
func Texts(document map[string]any, paths []string) []string {
	var out []string
	for _, path := range paths {
		for _, v := range query.Elements(query.Lookup(document, path)) {
			if text, ok := v.(string); ok {
				out = append(out, text)
			}
		}
	}
	return out
}
