package mongo_test

import (
	"testing"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo/mongotest"
)

// What a record is written with waits for most members and their journal: each kind of write says so on the wire. Only
// what is told to be lazy, and counters, which the next record's write covers, do not wait where there is one server.
func TestWritesWaitForTheMajority(t *testing.T) {
	c, address := mongotest.Plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "r_app.form", Unique: true}, store.Collection{Name: "lazy"}); err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"v":1}`)
	write := func(ops ...store.Op) {
		t.Helper()
		for _, r := range s.Write(t.Context(), ops...) {
			if r.Err != nil {
				t.Fatal(r.Err)
			}
		}
	}
	write(store.Op{Collection: "r_app.form", ID: "a", Body: body})
	write(store.Op{Collection: "r_app.form", ID: "b", Body: body}, store.Op{Collection: "r_app.form", ID: "c", Body: body})
	write(store.Op{Collection: "r_app.form", ID: "a", IfRev: 1, Body: body})
	write(store.Op{Collection: "r_app.form", ID: "a", IfRev: store.AnyRev, Body: body})
	write(store.Op{Collection: "r_app.form", ID: "b", IfRev: 1})
	write(store.Op{Collection: "r_app.form", ID: "c", IfRev: store.AnyRev})
	write(store.Op{Collection: "lazy", ID: "a", Body: body, Lazy: true})
	if _, err := s.Increment(t.Context(), "no", 1); err != nil {
		t.Fatal(err)
	}
	kinds, loose := map[string]int{}, 0
	for _, command := range c.Said("insert", "update", "delete", "findAndModify") {
		first := command.Index(0)
		collection := first.Value().StringValue()
		w := command.Lookup("writeConcern", "w")
		most, text := w.StringValueOK()
		journal, _ := command.Lookup("writeConcern", "j").BooleanOK()
		waits := text && most == "majority" && journal
		if collection == "r_app.form" {
			kinds[first.Key()]++
		}
		if !waits && (collection == "r_app.form" || collection == "_collections") {
			t.Errorf("%s into %s does not wait: %s", first.Key(), collection, command.Lookup("writeConcern"))
		}
		if !waits {
			loose++
		}
	}
	sum := 0
	for _, n := range kinds {
		sum += n
	}
	if sum < 6 || kinds["insert"] < 2 {
		t.Errorf("heard %v", kinds)
	}
	if loose > 2 {
		t.Errorf("%d writes did not wait", loose)
	}
}
