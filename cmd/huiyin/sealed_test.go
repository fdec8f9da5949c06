package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// stored calls look with every document of every collection, as it is written in the store.
func (r *rig) stored(look func(collection string, doc store.Document)) {
	r.t.Helper()
	carrier, ok := r.s.Store.(store.Carrier)
	if !ok {
		r.t.Fatalf("%T does not show what it holds", r.s.Store)
	}
	list, err := carrier.Collections(r.t.Context())
	if err != nil || len(list) == 0 {
		r.t.Fatalf("%d collections: %v", len(list), err)
	}
	for _, c := range list {
		if err := carrier.Scan(r.t.Context(), c.Name, query.Condition{}, func(d store.Document) error { look(c.Name, d); return nil }); err != nil {
			r.t.Fatal(err)
		}
	}
}

// inClear lists where in the store one of the texts can be read. Staff are known by name and address: users are left out.
func (r *rig) inClear(texts ...string) []string {
	r.t.Helper()
	var found []string
	r.stored(func(collection string, doc store.Document) {
		if collection == runtime.Users || collection == runtime.Departments {
			return
		}
		for _, text := range texts {
			if i := bytes.Index(doc.Body, []byte(text)); i >= 0 {
				found = append(found, fmt.Sprintf("%s %s: %s in …%s…", collection, doc.ID, text, doc.Body[max(0, i-60):min(len(doc.Body), i+len(text)+20)]))
			}
		}
	})
	return found
}

// personal are the values of every personal field of every record, and what was said about them in comments.
func (r *rig) personal(app *engine.App) []string {
	r.t.Helper()
	var out []string
	add := func(v any) {
		raw, err := json.Marshal(v)
		if err != nil {
			r.t.Fatal(err)
		}
		if text := strings.Trim(string(raw), `"`); len(text) > 4 && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, f := range app.Forms() {
		r.stored(func(collection string, doc store.Document) {
			if collection != runtime.RecordsOf(app.Key, f.Key()) {
				return
			}
			record, err := r.s.Submitter.Codec.Decode(doc.Body, f)
			if err != nil {
				r.t.Fatal(err)
			}
			for _, key := range f.Personal() {
				if v := record.Data[key]; v != nil {
					add(v)
				}
			}
		})
	}
	return out
}

// sealedAtRest reports what can be read in the store's file although it is about a person.
func (r *rig) sealedAtRest(app string) {
	r.t.Helper()
	a, ok := r.s.Apps.Get(app)
	if !ok {
		r.t.Fatalf("no app %s", app)
	}
	if values := r.personal(a); len(values) > 0 {
		for _, place := range r.inClear(values...) {
			r.t.Errorf("not sealed: %s", place)
		}
	}
}

// What a customer leaves, says and is told is written down sealed, also when nobody takes the letter: the answer of the
// mail server names them, and is kept and shown without them (N-02).
func TestNothingPersonalIsWrittenInClear(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	admin := r.person(runtime.User{ID: "u_root", Login: "root", Name: "管", Admin: true})
	const gone, busy, phone, said = "bounced.one@customer.example", "postponed.one@customer.example", "13900005678", "我家门牌是幸福路三号"
	r.mail.refuse(gone)
	r.mail.postpone(busy)
	for _, address := range []string{gone, busy} {
		fill := publicFill(r.token(), "客户的一条建议")
		data := fill["data"].(map[string]any)
		data["contact_email"], data["contact_phone"] = address, phone
		sent := r.stranger().must(201, "POST", publicForm, fill)
		r.stranger().must(200, "POST", "/api/v1/public/track/"+code(sent)+"/comments", map[string]any{"text": said})
	}
	for range 12 {
		r.tick()
		next, ok, err := r.s.Worker.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if ok && next.Before(r.clock.Now().Add(36*time.Hour)) {
			r.clock.set(next)
		}
	}
	if found := r.inClear(gone, busy, "bounced.one", "postponed.one", phone, said); len(found) > 0 {
		t.Errorf("can be read: %s", strings.Join(found, "\n"))
	}
	r.sealedAtRest("suggestions")
	shown := []answer{admin.send("GET", "/api/v1/incidents", nil), admin.send("GET", "/api/v1/messages?state=failed", nil)}
	for i, want := range []string{"450 4.2.0 <***>: *** is asleep, call ***", "550 5.1.1 <***>: *** has no mailbox here"} {
		var list struct{ Items []struct{ Error string } }
		if err := shown[i].into(&list); err != nil || len(list.Items) != 1 || list.Items[0].Error != want {
			t.Errorf("it is not told in the server's words: %d %s", shown[i].status, shown[i].body)
		}
	}
	list := admin.must(200, "GET", suggestions, nil)
	for i := range 2 {
		id, _ := dig(list, "items", i, "id").(string)
		shown = append(shown, admin.send("GET", suggestions+"/"+id+"/timeline", nil), admin.send("GET", suggestions+"/"+id+"/messages", nil))
	}
	for _, got := range shown {
		if got.status != 200 || bytes.Contains(got.body, []byte(gone)) || bytes.Contains(got.body, []byte(busy)) || bytes.Contains(got.body, []byte("bounced.one")) {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}
