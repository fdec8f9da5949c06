package mongo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"huiyin/engine/query"
	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo"
	"huiyin/runtime/store/mongo/mongotest"
)

// Keys MongoDB would read as operators, paths or positions, and the store's own names, come back as they were, and a
// path of digits means a key and not a place in a list.
func TestOddKeys(t *testing.T) {
	s := open(t, fresh(t))
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs", Unique: true}); err != nil {
		t.Fatal(err)
	}
	body := `{"$set":{"v":1},"a.b":{"":2,"7":{"x":3}},"_changed":4,"_keys":["x"],"_deleted":true,"%41":5,"100%":6,"nul\u0000":7,"7":"seven","list":[{"$inc":8}],"keys":["no:1"],"$remove":true}`
	if r := s.Write(t.Context(), store.Op{Collection: "docs", ID: "a", Body: []byte(body), Keys: []string{"no:1"}})[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	docs, err := s.Get(t.Context(), "docs", "a")
	if err != nil || len(docs) != 1 {
		t.Fatal(docs, err)
	}
	var got, want map[string]any
	if err := json.Unmarshal(docs[0].Body, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(body), &want); err != nil {
		t.Fatal(err)
	}
	want["_id"], want["rev"] = "a", 1.0
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	for path, n := range map[string]int{"7": 1, "list.0": 0} {
		page, err := s.Find(t.Context(), "docs", query.Query{Where: query.Is(path, "notEmpty", nil)})
		if err != nil || len(page.Documents) != n {
			t.Errorf("%s: %d documents, %v", path, len(page.Documents), err)
		}
	}
}

// An operator finds a record as an ordinary document, with unique keys and the time of the last change beside it, and
// no trace of keys where there are none.
func TestDocumentsAreReadable(t *testing.T) {
	address := fresh(t)
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "r_app.form", Unique: true}); err != nil {
		t.Fatal(err)
	}
	begin := time.Now().Add(-time.Second)
	for id, keys := range map[string][]string{"a": {"no:1"}, "b": nil, "c": {}} {
		body, err := json.Marshal(map[string]any{"data": map[string]any{"title": "客户建议", "amount": 5}, "keys": keys})
		if err != nil {
			t.Fatal(err)
		}
		if r := s.Write(t.Context(), store.Op{Collection: "r_app.form", ID: id, Body: body, Keys: keys})[0]; r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	db := mongotest.Database(t, address)
	var seen struct {
		Rev  int
		Data struct {
			Title  string
			Amount int
		}
		Keys    []string  `bson:"_keys"`
		Changed time.Time `bson:"_changed"`
	}
	if err := db.Collection("r_app.form").FindOne(t.Context(), bson.M{"data.title": "客户建议", "_id": "a"}).Decode(&seen); err != nil {
		t.Fatal(err)
	}
	if seen.Rev != 1 || seen.Data.Amount != 5 || len(seen.Keys) != 1 || seen.Changed.Before(begin) {
		t.Errorf("seen %+v", seen)
	}
	if n, err := db.Collection("r_app.form").CountDocuments(t.Context(), bson.M{"_keys": bson.M{"$exists": true}}); err != nil || n != 1 {
		t.Errorf("%d documents have keys, %v", n, err)
	}
}

// A declaration of more indexes than MongoDB allows costs the ones beyond, not the publish.
func TestTooManyIndexes(t *testing.T) {
	address := fresh(t)
	s := open(t, address)
	c := store.Collection{Name: "docs", Lists: []string{"keys", "links"}}
	for i := range 100 {
		c.Indexes = append(c.Indexes, store.On(fmt.Sprintf("data.f%d", i)))
	}
	for range 2 {
		if err := s.Ensure(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	specs, err := mongotest.Database(t, address).Collection("docs").Indexes().ListSpecifications(t.Context())
	if err != nil || len(specs) > 63 || len(specs) < 50 {
		t.Errorf("%d indexes, %v", len(specs), err)
	}
	names := map[string]bool{}
	for _, x := range specs {
		names[x.Name] = true
	}
	for _, need := range []string{"feed", "deleted", "l_keys", "l_links"} {
		if !names[need] {
			t.Errorf("no index %s", need)
		}
	}
}

// What one process makes and writes, another on the same database knows, keys and feed included.
func TestTwoProcesses(t *testing.T) {
	address := fresh(t)
	one, two := open(t, address), open(t, address)
	if err := one.Ensure(t.Context(), store.Collection{Name: "early"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	feed, err := two.Changes(ctx, store.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Ensure(t.Context(), store.Collection{Name: "docs", Unique: true}); err != nil {
		t.Fatal(err)
	}
	keyed := func(s *mongo.Store, id string) error {
		return s.Write(t.Context(), store.Op{Collection: "docs", ID: id, Body: []byte(`{"keys":["no:1"]}`), Keys: []string{"no:1"}})[0].Err
	}
	if err := keyed(one, "a"); err != nil {
		t.Fatal(err)
	}
	if err := keyed(two, "b"); err == nil || !strings.Contains(err.Error(), "no:1") {
		t.Errorf("the other process gave the key out again: %v", err)
	}
	for c, err := range feed {
		if err != nil || c.Collection != "docs" || c.ID != "a" || c.Rev != 1 {
			t.Errorf("fed %+v %v", c, err)
		}
		return
	}
	t.Error("the other process was told nothing")
}

// A write that becomes visible with an earlier time than one already told of is told of too: its process was slow, or
// its clock is behind.
func TestFeedLooksBack(t *testing.T) {
	address := fresh(t)
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	feed, err := s.Changes(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if r := s.Write(t.Context(), store.Op{Collection: "docs", ID: "first", Body: []byte(`{}`)})[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	docs := mongotest.Database(t, address).Collection("docs")
	for c, err := range feed {
		if err != nil {
			t.Fatal(err)
		}
		if c.ID == "late" {
			return
		}
		late := bson.M{"_id": "late", "rev": int64(1), "_changed": time.Now().Add(-5 * time.Second)}
		if _, err := docs.InsertOne(t.Context(), late); err != nil {
			t.Fatal(err)
		}
	}
	t.Error("the late write was never told of")
}
