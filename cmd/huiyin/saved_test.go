package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"

	"huiyin/engine/definition"
	"huiyin/runtime"
)

const ticketForm = "/api/v1/apps/desk/forms/ticket"

// tickets is a server with the small app, three records in it, and two people.
func tickets(t *testing.T) (r *rig, one, two *browser) {
	t.Helper()
	r = &rig{t: t, clock: newClock(monday), mail: newMailbox(t), shelf: deskShelf()}
	r.serve(testConfig(t, t.TempDir(), r.mail))
	install(t, r.s, "desk")
	one = r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	two = r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: []string{"desk/agent"}})
	for i := range 3 {
		one.must(201, "POST", records, junk{"data": junk{"title": fmt.Sprintf("第 %d 张", i), "amount": i, "email": "a@example.com"}})
	}
	return r, one, two
}

// manyView is a view of two fields that finds two of the three records.
func manyView(more junk) junk {
	v := junk{"title": "数量多的", "columns": []junk{{"field": "amount"}, {"field": "double", "width": 200}},
		"filter": junk{"all": []junk{{"field": "amount", "op": "gte", "value": 1}, {"field": "double", "op": "notEmpty"}}},
		"sort":   []junk{{"field": "amount", "desc": true}}, "look": "table"}
	for k, x := range more {
		v[k] = x
	}
	return v
}

// viewNames lists the views a person is offered; the one the list opens with is marked.
func viewNames(b *browser) []string {
	b.t.Helper()
	var out []string
	views, _ := b.must(200, "GET", ticketForm+"/columns", nil)["views"].([]any)
	for _, v := range views {
		name, _ := dig(v, "title").(string)
		if dig(v, "start") == true {
			name = "*" + name
		}
		out = append(out, name)
	}
	return out
}

func titles(got map[string]any) []string {
	var out []string
	items, _ := got["items"].([]any)
	for _, item := range items {
		title, _ := dig(item, "title").(string)
		out = append(out, title)
	}
	return out
}

// What a person sees of a list they keep as a view of their own: it narrows and sorts what it is asked for, can be
// changed, chosen and deleted, and is there for nobody else (L-08).
func TestViewsOfOnesOwn(t *testing.T) {
	_, one, two := tickets(t)
	made := one.send("POST", ticketForm+"/views", manyView(nil), "Idempotency-Key", "k1")
	if made.status != 201 || made.etag != `"1"` {
		t.Fatalf("%d %s %s", made.status, made.etag, made.body)
	}
	var view struct{ Key string }
	if err := made.into(&view); err != nil {
		t.Fatal(err)
	}
	at := ticketForm + "/views/" + view.Key
	if again := one.send("POST", ticketForm+"/views", manyView(nil), "Idempotency-Key", "k1"); again.status != 201 || string(again.body) != string(made.body) {
		t.Errorf("a repeat: %d %s", again.status, again.body)
	}
	if got := titles(one.must(200, "GET", records+"?view="+view.Key, nil)); !slices.Equal(got, []string{"第 2 张", "第 1 张"}) {
		t.Errorf("the view shows %v", got)
	}
	if got := titles(one.must(200, "GET", records+"?view="+view.Key+"&sort=amount:asc", nil)); !slices.Equal(got, []string{"第 1 张", "第 2 张"}) {
		t.Errorf("sorted by hand %v", got)
	}
	for what, a := range map[string]answer{"reads": two.send("GET", at, nil), "changes": two.send("PUT", at, manyView(nil), "If-Match", `"1"`),
		"deletes": two.send("DELETE", at, nil, "If-Match", `"1"`)} {
		if a.status != 404 {
			t.Errorf("another %s it: %d %s", what, a.status, a.body)
		}
	}
	if a := two.send("GET", records+"?view="+view.Key, nil); a.status != 422 || !slices.Equal(a.problems(), []string{"list.view_unknown /view"}) {
		t.Errorf("another lists by it: %d %s", a.status, a.body)
	}
	if a := two.send("PUT", ticketForm+"/start", junk{"view": view.Key}); a.status != 422 {
		t.Errorf("another opens with it: %d %s", a.status, a.body)
	}
	one.must(204, "PUT", ticketForm+"/start", junk{"view": view.Key})
	if got := viewNames(one); !slices.Equal(got, []string{"*数量多的"}) {
		t.Errorf("their own views %v", got)
	}
	if got := viewNames(two); len(got) != 0 {
		t.Errorf("another is offered %v", got)
	}
	if a := one.send("PUT", at, manyView(junk{"title": "改名"})); a.status != 428 {
		t.Errorf("changed without having looked: %d", a.status)
	}
	renamed := one.send("PUT", at, manyView(junk{"title": " 改名 ", "filter": nil, "look": "board"}), "If-Match", `"1"`)
	if renamed.status != 200 || renamed.etag != `"2"` || dig(one.must(200, "GET", at, nil), "saved", "look") != "board" {
		t.Errorf("%d %s", renamed.status, renamed.body)
	}
	if a := one.send("PUT", at, manyView(nil), "If-Match", `"1"`); a.status != 409 || !slices.Equal(a.problems(), []string{"view.changed"}) {
		t.Errorf("a stale change: %d %s", a.status, a.body)
	}
	if a := one.send("DELETE", at, nil, "If-Match", `"1"`); a.status != 409 {
		t.Errorf("a stale deletion: %d %s", a.status, a.body)
	}
	if got := titles(one.must(200, "GET", records+"?view="+view.Key, nil)); len(got) != 3 {
		t.Errorf("without a filter %v", got)
	}
	one.must(204, "DELETE", at, nil, "If-Match", `"2"`)
	if a := one.send("GET", at, nil); a.status != 404 || len(viewNames(one)) != 0 {
		t.Errorf("deleted: %d %v", a.status, viewNames(one))
	}
}

// Everything that is wrong with a view is said at once, by where it stands, and there are bounds to how many there are.
func TestViewsAreCheckedWhenTheyAreKept(t *testing.T) {
	_, one, _ := tickets(t)
	long := make([]rune, 61)
	for i := range long {
		long[i] = '长'
	}
	bad := manyView(junk{"title": " ", "columns": []junk{{"field": "nope"}}, "sort": []junk{{"field": "nope"}}, "look": "heap",
		"filter": junk{"all": []junk{{"field": "amount", "op": "gte", "value": 1}, {"field": "nope", "op": "eq", "value": 1}}}})
	want := []string{"view.title_required /title", "view.look_unknown /look", "view.column_gone /columns/0", "condition.field.unknown /filter/all/1/field", "view.field_unknown /sort/0"}
	if a := one.send("POST", ticketForm+"/views", bad); a.status != 422 || !slices.Equal(a.problems(), want) {
		t.Errorf("%d %v", a.status, a.problems())
	}
	for code, in := range map[string]junk{
		"view.title_long /title":                manyView(junk{"title": string(long)}),
		"condition.expr.forbidden /filter/expr": manyView(junk{"filter": junk{"expr": "amount > 1"}}),
	} {
		if a := one.send("POST", ticketForm+"/views", in); a.status != 422 || !slices.Equal(a.problems(), []string{code}) {
			t.Errorf("%s: %d %v", code, a.status, a.problems())
		}
	}
	if a := one.send("POST", ticketForm+"/views", manyView(junk{"shared": true})); a.status != 403 {
		t.Errorf("shared without the right to: %d %s", a.status, a.body)
	}
	for i := range 50 {
		one.must(201, "POST", ticketForm+"/views", manyView(junk{"title": fmt.Sprint("视图 ", i)}))
	}
	if a := one.send("POST", ticketForm+"/views", manyView(nil)); a.status != 422 || !slices.Equal(a.problems(), []string{"view.too_many"}) {
		t.Errorf("one too many: %d %s", a.status, a.body)
	}
	first, _ := dig(one.must(200, "GET", ticketForm+"/columns", nil), "views", 0, "key").(string)
	if a := one.send("PUT", ticketForm+"/views/"+first, manyView(junk{"title": "视图 7"}), "If-Match", `"1"`); a.status != 422 || !slices.Equal(a.problems(), []string{"view.title_taken /title"}) {
		t.Errorf("the name of another: %d %s", a.status, a.body)
	}
}

// A field that goes leaves the rest of a view in use, with a word about it; one that its reader may no longer read, or
// only masked, has the view refused, and neither what it found nor how many is told (E-03, L-08).
func TestViewsAfterADefinitionChanges(t *testing.T) {
	r, one, _ := tickets(t)
	var view struct{ Key string }
	if err := one.send("POST", ticketForm+"/views", manyView(nil)).into(&view); err != nil {
		t.Fatal(err)
	}
	by := records + "?count=1&view=" + view.Key
	r.republish("form", "ticket", func(spec map[string]any) {
		fields := spec["fields"].([]any)
		for _, f := range fields {
			if dig(f, "key") == "double" {
				f.(map[string]any)["deleted"] = true
			}
		}
	})
	if got := titles(one.must(200, "GET", by, nil)); !slices.Equal(got, []string{"第 2 张", "第 1 张"}) {
		t.Errorf("without the field that is gone: %v", got)
	}
	got := one.must(200, "GET", ticketForm+"/views/"+view.Key, nil)
	faults, _ := dig(got, "saved", "faults").([]any)
	var said []string
	for _, f := range faults {
		said = append(said, fmt.Sprint(dig(f, "pointer"), " ", dig(f, "message")))
	}
	if !slices.Equal(said, []string{"/columns/1 列『两倍』已不存在，或您不能查看", "/filter/all/1/field 找不到字段“两倍”"}) {
		t.Errorf("what no longer works: %v", said)
	}
	if fit, err := json.Marshal(dig(got, "saved", "fit", "filter")); err != nil || string(fit) != `{"field":"amount","op":"gte","value":1}` {
		t.Errorf("what is left: %s %v", fit, err)
	}
	for _, level := range []string{"masked", "hidden"} {
		r.republish("role", "agent", func(spec map[string]any) {
			dig(spec, "permissions", 0, "fields").(map[string]any)["amount"] = level
		})
		a := one.send("GET", by, nil)
		if a.status != 422 || !slices.Contains(a.problems(), "list.field_hidden /view/filter/all/0") || !slices.Contains(a.problems(), "list.field_hidden /view/sort/0") {
			t.Errorf("%s: %d %s", level, a.status, a.body)
		}
	}
	fit, _ := dig(one.must(200, "GET", ticketForm+"/views/"+view.Key, nil), "saved", "fit").(map[string]any)
	one.must(200, "PUT", ticketForm+"/views/"+view.Key, fit, "If-Match", `"1"`)
	if got := titles(one.must(200, "GET", by, nil)); len(got) != 3 {
		t.Errorf("mended: %v", got)
	}
}

// A masked value cannot be asked for by a view either: as many views as questions would tell it.
func TestViewsDoNotAskForMaskedValues(t *testing.T) {
	r, one, _ := tickets(t)
	asks := manyView(junk{"columns": []junk{{"field": "email"}}, "filter": junk{"field": "email", "op": "eq", "value": "a@example.com"}, "sort": nil})
	var view struct{ Key string }
	if err := one.send("POST", ticketForm+"/views", asks).into(&view); err != nil {
		t.Fatal(err)
	}
	if got := titles(one.must(200, "GET", records+"?view="+view.Key, nil)); len(got) != 3 {
		t.Errorf("while it may be read: %v", got)
	}
	r.republish("role", "agent", func(spec map[string]any) {
		dig(spec, "permissions", 0, "fields").(map[string]any)["email"] = "masked"
	})
	if a := one.send("GET", records+"?view="+view.Key, nil); a.status != 422 || !slices.Equal(a.problems(), []string{"view.masked /view/filter"}) {
		t.Errorf("by a view from before: %d %s", a.status, a.body)
	}
	asks["title"] = "再来"
	if a := one.send("POST", ticketForm+"/views", asks); a.status != 422 || !slices.Equal(a.problems(), []string{"view.masked /filter"}) {
		t.Errorf("kept: %d %s", a.status, a.body)
	}
}

// Whoever has the right to administer an app shares views, with everybody or with roles; the others use them, and
// change nothing.
func TestSharedViews(t *testing.T) {
	r, one, two := tickets(t)
	chief := r.person(runtime.User{ID: "u_3", Login: "chief", Name: "管", Admin: true})
	var view struct{ Key string }
	if err := chief.send("POST", ticketForm+"/views", manyView(nil)).into(&view); err != nil {
		t.Fatal(err)
	}
	at := ticketForm + "/views/" + view.Key
	if a := chief.send("PUT", at, manyView(junk{"shared": true, "roles": []string{"nope"}}), "If-Match", `"1"`); a.status != 422 || !slices.Equal(a.problems(), []string{"view.role_unknown /roles/0"}) {
		t.Errorf("with a role that is none: %d %s", a.status, a.body)
	}
	chief.must(200, "PUT", at, manyView(junk{"shared": true, "roles": []string{"agent"}}), "If-Match", `"1"`)
	for _, b := range []*browser{chief, one, two} {
		if got := viewNames(b); !slices.Equal(got, []string{"数量多的"}) {
			t.Errorf("offered %v", got)
		}
	}
	if got := titles(two.must(200, "GET", records+"?view="+view.Key, nil)); len(got) != 2 {
		t.Errorf("shared, it shows %v", got)
	}
	for _, a := range []answer{one.send("PUT", at, manyView(nil), "If-Match", `"2"`), one.send("DELETE", at, nil, "If-Match", `"2"`)} {
		if a.status != 403 {
			t.Errorf("changed by somebody else: %d %s", a.status, a.body)
		}
	}
	two.must(204, "PUT", ticketForm+"/start", junk{"view": view.Key})
	chief.must(200, "PUT", at, manyView(nil), "If-Match", `"2"`)
	if got := append(viewNames(one), viewNames(two)...); len(got) != 0 {
		t.Errorf("no longer shared, it is offered: %v", got)
	}
	if got := viewNames(chief); !slices.Equal(got, []string{"数量多的"}) {
		t.Errorf("its maker has %v", got)
	}
}

// republish publishes the small app with one definition changed.
func (r *rig) republish(kind, key string, change func(spec map[string]any)) {
	r.t.Helper()
	a, _ := r.s.Apps.Get("desk")
	b, err := r.s.Publisher.Bundle(r.t.Context(), "desk", a.Release)
	if err != nil {
		r.t.Fatal(err)
	}
	var found definition.Definition
	for _, d := range b.Of(kind) {
		if d.Key == key {
			found = d
		}
	}
	var spec map[string]any
	if err := json.Unmarshal(found.Spec, &spec); err != nil {
		r.t.Fatal(err)
	}
	change(spec)
	if found.Spec, err = json.Marshal(spec); err != nil {
		r.t.Fatal(err)
	}
	if _, problems, err := r.s.Publisher.Publish(r.t.Context(), "desk", a.Release, b.With(found), "test", ""); err != nil || problems.Err() != nil {
		r.t.Fatal(err, problems.In("en"))
	}
}

// A view that is shared leaves no second one behind, whoever changes or deletes it at the same moment: one of them is
// told that it has changed.
func TestSharingAViewHoldsItsRevision(t *testing.T) {
	r, _, _ := tickets(t)
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "管", Admin: true})
	for i := range 6 {
		at := ticketForm + "/views"
		at += "/" + boss.must(201, "POST", at, manyView(junk{"title": fmt.Sprintf("第 %d 个", i)}))["key"].(string)
		var wait sync.WaitGroup
		done := make([]int, 3)
		for n, shared := range []bool{true, true, false} {
			wait.Go(func() {
				if n == 2 {
					done[n] = boss.send("DELETE", at, nil, "If-Match", `"1"`).status
					return
				}
				done[n] = boss.send("PUT", at, manyView(junk{"title": fmt.Sprintf("第 %d 个，改 %d", i, n), "shared": shared}), "If-Match", `"1"`).status
			})
		}
		wait.Wait()
		kept := boss.send("GET", at, nil).status
		won := 0
		for _, status := range done {
			if status < 300 {
				won++
			}
		}
		if won != 1 || (kept == 200) == (done[2] == 204) {
			t.Errorf("%v, afterwards %d", done, kept)
		}
	}
}

// Names that show nothing, columns that stand twice or have no width are refused, all at once.
func TestViewsAreWhatTheyShow(t *testing.T) {
	_, one, _ := tickets(t)
	got := one.send("POST", ticketForm+"/views", manyView(junk{"title": "\u200b", "columns": []junk{{"field": "amount"}, {"field": "amount"}, {"field": "double", "width": -5}}}))
	if want := []string{"view.title_required /title", "view.column_twice /columns/1", "view.column_width /columns/2"}; got.status != 422 || !slices.Equal(got.problems(), want) {
		t.Errorf("%d %v", got.status, got.problems())
	}
	if made := one.must(201, "POST", ticketForm+"/views", manyView(junk{"title": "a\u0000b\u202e\n c"})); made["title"] != "ab c" {
		t.Errorf("%q", made["title"])
	}
}
