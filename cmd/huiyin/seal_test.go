package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// marked makes some fields of a form personal and others not.
func marked(on []string, off ...string) func(spec map[string]any) {
	return func(spec map[string]any) {
		for _, one := range spec["fields"].([]any) {
			field := one.(map[string]any)
			key, _ := field["key"].(string)
			if slices.Contains(on, key) {
				field["personal"] = junk{"kind": "general", "purpose": "答复", "retentionDays": 30}
			}
			if slices.Contains(off, key) {
				delete(field, "personal")
			}
		}
	}
}

// finds are the titles of the tickets that a question of the list finds.
func finds(b *browser, question string) []string {
	b.t.Helper()
	return titles(b.must(200, "GET", records+"?"+question, nil))
}

func leafOf(field, op string, value any) string {
	raw, _ := json.Marshal(junk{"field": field, "op": op, "value": value})
	return "filter=" + url.QueryEscape(string(raw))
}

// N-02: a field that becomes personal when it holds data is sealed wherever its values were written before, one that
// ceases to be is opened again, and nobody who may read notices: not in the record, its history, or what finds it.
func TestPersonalIsTakenOnAndOff(t *testing.T) { onBothFrom(t, deskShelf(), personalOnAndOff, "desk") }

func personalOnAndOff(t *testing.T, r *rig, _ Config) {
	r.republish("form", "ticket", func(spec map[string]any) {
		spec["fields"] = append(spec["fields"].([]any), junk{"key": "serial", "type": "text", "title": "序列号", "unique": true})
	})
	r.republish("role", "agent", func(spec map[string]any) {
		fields := dig(spec, "permissions", 0, "fields").(map[string]any)
		fields["title"], fields["note"], fields["serial"] = "write", "write", "write"
	})
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	const title, note, before, serial, mail, odd = "幸福路三号漏水", "电话一三九零零零零五六七八", "住在向阳小区的老王", "SN-77812", "opened.later@example.com", "enc:AAAAAA:AAAA"
	made := one.must(201, "POST", records, junk{"data": junk{"title": title, "note": before, "serial": serial, "email": mail}})
	id, _ := made["id"].(string)
	at := records + "/" + id
	one.must(200, "PATCH", at, junk{"data": junk{"note": note}}, "If-Match", one.send("GET", at, nil).etag)
	one.must(201, "POST", records, junk{"data": junk{"title": "看着像密文的一张", "note": odd}})
	for i := range 3 {
		one.must(201, "POST", records, junk{"data": junk{"title": fmt.Sprintf("第 %d 张", i)}})
	}
	r.tick()
	shows := func(when string, found bool) {
		t.Helper()
		got := one.must(200, "GET", at, nil)
		for field, want := range map[string]string{"title": title, "note": note, "serial": serial, "email": mail} {
			if v := dig(got, "view", "values", field); v != want {
				t.Errorf("%s: %s is %v", when, field, v)
			}
		}
		if past := one.send("GET", at+"/timeline?all=1", nil).body; !bytes.Contains(past, []byte(before)) || bytes.Contains(past, []byte("enc:")) {
			t.Errorf("%s: history %s", when, past)
		}
		if a := one.send("POST", records, junk{"data": junk{"title": "同号", "serial": serial}}); a.status != 422 || !slices.Contains(a.problems(), "form.field.taken /data/serial") {
			t.Errorf("%s: a second one with the serial: %d %s", when, a.status, a.body)
		}
		for _, field := range []string{"note", "email", "serial"} {
			if !found {
				continue
			}
			if got := finds(one, leafOf(field, "eq", dig(got, "view", "values", field))); !slices.Equal(got, []string{title}) {
				t.Errorf("%s: by its whole %s: %v", when, field, got)
			}
		}
	}
	shows("before", true)
	if got := finds(one, "q="+url.QueryEscape("一三九")); !slices.Equal(got, []string{title}) {
		t.Errorf("by a part of the note: %v", got)
	}

	r.republish("form", "ticket", marked([]string{"note", "serial"}, "email"))
	shows("before it is sealed", false)                                                                    // whatever has been done of it
	one.must(200, "PATCH", at, junk{"data": junk{"amount": 7}}, "If-Match", one.send("GET", at, nil).etag) // writes the record, not its past
	r.tick()
	if found := r.inClear(note, before, serial, odd); len(found) > 0 {
		t.Errorf("can be read: %v", found)
	}
	if found := r.inClear(mail); len(found) < 2 { // record and history
		t.Errorf("not opened: %v", found)
	}
	shows("sealed", true)
	if got := finds(one, "q="+url.QueryEscape("一三九")); len(got) != 0 {
		t.Errorf("sealed, by a part of the note: %v", got)
	}
	if got := finds(one, leafOf("email", "contains", "opened")); !slices.Equal(got, []string{title}) {
		t.Errorf("opened, by a part of the address: %v", got)
	}
	if got := finds(one, leafOf("note", "eq", odd)); !slices.Equal(got, []string{"看着像密文的一张"}) {
		t.Errorf("what only looked sealed: %v", got)
	}
	state := r.migration(4)
	if state.Ended == nil || state.Seals != 5 {
		t.Errorf("progress %+v", state)
	}

	r.republish("form", "ticket", marked([]string{"email"}, "note", "serial"))
	r.tick()
	if found := r.inClear(mail); len(found) > 0 {
		t.Errorf("can be read: %v", found)
	}
	shows("opened again", true)
	if got := finds(one, "q="+url.QueryEscape("一三九")); !slices.Equal(got, []string{title}) {
		t.Errorf("opened again, by a part of the note: %v", got)
	}
	if got := finds(one, leafOf("note", "contains", "三九")); !slices.Equal(got, []string{title}) {
		t.Errorf("opened again, note contains: %v", got)
	}
	r.stored(func(collection string, doc store.Document) {
		if collection == runtime.RecordsOf("desk", "ticket") && bytes.Contains(doc.Body, []byte(`"serial:~`)) {
			t.Errorf("a fingerprint is left: %s", doc.Body)
		}
	})
}

// What records were called by may become personal when they are called by something else: the copy goes too.
func TestATitleThatBecomesPersonalIsForgotten(t *testing.T) {
	onBothFrom(t, deskShelf(), func(t *testing.T, r *rig, _ Config) {
		one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
		made := one.must(201, "POST", records, junk{"data": junk{"title": "幸福路三号的王女士", "note": "漏水"}})
		r.tick()
		if len(r.inClear("幸福路三号的王女士")) == 0 {
			t.Fatal("the title is not there to begin with")
		}
		r.republish("form", "ticket", func(spec map[string]any) {
			marked([]string{"title"})(spec)
			spec["titleField"] = "note"
		})
		r.tick()
		if found := r.inClear("幸福路三号的王女士"); len(found) > 0 {
			t.Errorf("can be read: %v", found)
		}
		if got := one.must(200, "GET", records+"/"+made["id"].(string), nil); got["title"] != "漏水" {
			t.Errorf("called %v", got["title"])
		}
	}, "desk")
}

// migration is how far the records of the small app have come to a release.
func (r *rig) migration(release int) (state runtime.MigrationState) {
	r.t.Helper()
	docs, err := r.s.Store.Get(r.t.Context(), runtime.Migrations, fmt.Sprintf("desk:%d", release))
	if err != nil || len(docs) != 1 {
		r.t.Fatal(len(docs), err)
	}
	if err := json.Unmarshal(docs[0].Body, &state); err != nil {
		r.t.Fatal(err)
	}
	return state
}
