package mongo

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/engine/search"
	"huiyin/runtime/store"
)

// signature names the texts of a collection and the version of terms, by which it is known what a document's terms are
// those of.
func (t *table) signature() string { return search.Version + " " + strings.Join(t.Texts, " ") }

// withTerms adds the terms of the texts to a stored body.
func (t *table) withTerms(body bson.D) bson.D {
	if len(t.Texts) == 0 {
		return body
	}
	var texts []string
	for _, path := range t.Texts {
		texts = append(texts, textsAt(body, strings.Split(path, "."))...)
	}
	return append(body, bson.E{Key: termsName, Value: search.Terms(texts...)}, bson.E{Key: textsName, Value: t.signature()})
}

// textsAt returns the text, or the list of texts, at a path of a stored body.
func textsAt(body bson.D, path []string) (out []string) {
	v := get(body, stored(path[0]))
	if len(path) > 1 {
		inner, _ := v.(bson.D)
		return textsAt(inner, path[1:])
	}
	list, many := v.(bson.A)
	if !many {
		list = bson.A{v}
	}
	for _, e := range list {
		if text, ok := e.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// stale holds for the documents whose terms are those of other texts, or missing.
func (t *table) stale() bson.D {
	return bson.D{live, {Key: textsName, Value: op("$ne", t.signature())}}
}

// ensureTexts has the documents indexed that were there before.
func (s *Store) ensureTexts(ctx context.Context, t table) error {
	if len(t.Texts) == 0 {
		return nil
	}
	err := s.db.Collection(t.Name).FindOne(ctx, t.stale(), options.FindOne().SetProjection(is("_id", 1))).Err()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return nil
	case err != nil:
		return err
	}
	s.filling.Start(t.Name, func() { s.fillTexts(t.Name) })
	return nil
}

// fillTexts indexes documents, the newest first. Every process does so at its start for what it finds, so that what one
// left undone, or an older program has written meanwhile, is done by the next. A failure ends it until then.
func (s *Store) fillTexts(name string) {
	for more := true; more; {
		ctx, leave, err := s.enter(context.Background(), readTime)
		if err != nil {
			return // closed
		}
		more, err = s.fillSome(ctx, name)
		leave()
		if err != nil {
			slog.Warn("texts are not indexed further", "collection", name, "err", err)
			return
		}
		select {
		case <-s.ending:
			return
		default:
		}
	}
}

func (s *Store) fillSome(ctx context.Context, name string) (more bool, err error) {
	t, err := s.table(ctx, name)
	if err != nil || len(t.Texts) == 0 {
		return false, err
	}
	c := s.db.Collection(name)
	list, err := fetch(ctx, c, t.stale(), options.Find().SetSort(is("_id", -1)).SetLimit(scanChunk))
	if err != nil || len(list) == 0 {
		return false, err
	}
	var writes []mongo.WriteModel
	for _, d := range list {
		body, err := parse(d.Body)
		if err != nil {
			return false, err
		}
		full := t.withTerms(body)
		writes = append(writes, mongo.NewUpdateOneModel().SetFilter(bson.D{{Key: "_id", Value: d.ID}, {Key: "rev", Value: d.Rev}}).
			SetUpdate(op("$set", full[len(body):])))
	}
	_, err = c.BulkWrite(ctx, writes, options.BulkWrite().SetOrdered(false))
	return true, err
}

// Search finds documents by their words; see store.Searcher. Ids are taken to grow with time.
func (s *Store) Search(ctx context.Context, collection string, q store.TextQuery) (store.TextPage, error) {
	if err := q.Where.Storable().Err(); err != nil {
		return store.TextPage{}, err
	}
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return store.TextPage{}, err
	}
	defer leave()
	page, err := s.search(bounded, collection, q)
	return page, explain(ctx, err)
}

func (s *Store) search(ctx context.Context, collection string, q store.TextQuery) (store.TextPage, error) {
	t, err := s.table(ctx, collection)
	if err != nil || len(t.Texts) == 0 || len(q.Terms) == 0 || q.Limit < 1 {
		return store.TextPage{}, err
	}
	page := store.TextPage{Partial: s.filling.Busy(collection)}
	filters := []bson.D{is(textsName, t.signature())}
	for _, term := range q.Terms {
		test := any(term.Text)
		if term.Prefix {
			test = primitive.Regex{Pattern: "^" + regexp.QuoteMeta(term.Text)}
		}
		if term.Or != "" {
			test = op("$in", bson.A{test, term.Or})
		}
		filters = append(filters, is(termsName, test))
	}
	if q.After != "" {
		filters = append(filters, is("_id", op("$lt", q.After)))
	}
	list, err := fetch(ctx, s.db.Collection(collection), where(q.Where, filters...), options.Find().
		SetSort(is("_id", -1)).SetLimit(int64(q.Limit+1)))
	if err != nil {
		return page, err
	}
	if len(list) > q.Limit {
		list = list[:q.Limit]
		page.Next = list[q.Limit-1].ID
	}
	for _, d := range list {
		ok, err := meets(q.Where, d)
		if err != nil {
			return page, err
		}
		if ok {
			page.Documents = append(page.Documents, d)
		}
	}
	page.Documents, err = project(page.Documents, q.Fields)
	return page, err
}
