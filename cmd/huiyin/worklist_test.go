package main

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"huiyin/runtime"
)

// listPage is a page of a work list.
type listPage struct {
	Items []struct {
		ID     string
		Due    *time.Time
		Record struct{ App, Form, ID string }
	}
	Next string
}

// all follows the cursor of a list to its end, with pages of a size.
func (b *browser) all(path string, size int) (seen []string, due []*time.Time) {
	b.t.Helper()
	for next, rounds := "", 0; rounds == 0 || next != ""; rounds++ {
		if rounds > 100 {
			b.t.Fatalf("%s never ends", path)
		}
		var page listPage
		got := b.send("GET", fmt.Sprintf("%slimit=%d&after=%s", path, size, url.QueryEscape(next)), nil)
		if err := got.into(&page); err != nil || got.status != 200 {
			b.t.Fatalf("%s: %d %s", path, got.status, got.body)
		}
		for _, item := range page.Items {
			seen = append(seen, item.Record.App+item.ID)
			due = append(due, item.Due)
		}
		next = page.Next
	}
	return seen, due
}

// Work lists are paged by the store across forms and apps: whatever the size of a page, everything comes once and in
// one order, what is due first before the rest, however it became due.
func TestWorkListsArePaged(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	r.s.Installer.Shelf.FS = deskShelf()
	install(t, r.s, "desk")
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲",
		Roles: []string{"suggestions/cs_lead", "suggestions/triager", "suggestions/cs_agent", "suggestions/biz_admin", "desk/agent"}})
	for i := range 9 {
		one.must(201, "POST", suggestions, matrixRecord(fmt.Sprintf("第%d条建议的标题", i)))
		one.must(201, "POST", "/api/v1/apps/desk/forms/ticket/records", map[string]any{"data": map[string]any{"title": fmt.Sprintf("第 %d 张工单", i), "name": "李四"}})
		r.clock.set(r.clock.Now().Add(7 * time.Minute))
		r.tick()
	}
	whole, due := one.all("/api/v1/tasks?state=open&", 200)
	if len(whole) < 18 || !slices.ContainsFunc(due, func(d *time.Time) bool { return d != nil }) {
		t.Fatalf("%d tasks, due %v", len(whole), due)
	}
	for i := 1; i < len(due); i++ {
		if due[i] != nil && (due[i-1] == nil || due[i].Before(*due[i-1])) {
			t.Errorf("task %d is due %v and stands behind one due %v", i, due[i], due[i-1])
		}
	}
	if count := one.must(200, "GET", "/api/v1/tasks/count", nil); count["open"] != float64(len(whole)) {
		t.Errorf("%d tasks, counted %v", len(whole), count)
	}
	mine, _ := one.all("/api/v1/mine?", 200)
	if len(mine) < 9 {
		t.Errorf("%d records of mine", len(mine))
	}
	for _, size := range []int{1, 2, 7} {
		for path, want := range map[string][]string{"/api/v1/tasks?state=open&": whole, "/api/v1/mine?": mine} {
			got, _ := one.all(path, size)
			if slices.Sort(got); !slices.Equal(got, sorted(want)) {
				t.Errorf("%s in pages of %d: %v, want %v", path, size, got, want)
			}
		}
	}
	for _, path := range []string{"/api/v1/tasks?after=nope", "/api/v1/mine?after=nope", "/api/v1/tasks?state=done&after=eyJhIjo"} {
		if got := one.send("GET", path, nil); got.status != 422 || !slices.Contains(got.problems(), "query.cursor.invalid /after") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return out
}

// What somebody did is paged too, though records they worked on may hold nothing of theirs any more.
func TestDoneTasksArePaged(t *testing.T) {
	r := boot(t)
	r.s.Installer.Shelf.FS = deskShelf()
	install(t, r.s, "desk")
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	for i := range 7 {
		made := one.must(201, "POST", "/api/v1/apps/desk/forms/ticket/records", map[string]any{"data": map[string]any{"title": fmt.Sprintf("第 %d 张工单", i), "name": "李四"}})
		if i%2 == 0 {
			continue
		}
		id, _ := made["id"].(string)
		tasks, _ := dig(made, "process", "tasks").([]any)
		for _, task := range tasks {
			if dig(task, "node") == "work" {
				one.must(200, "POST", "/api/v1/apps/desk/forms/ticket/records/"+id+"/act", map[string]any{"kind": "button", "task": dig(task, "id"),
					"button": "finish", "data": map[string]any{"note": "办好了"}})
			}
		}
	}
	for _, size := range []int{1, 2, 50} {
		if done, _ := one.all("/api/v1/tasks?state=done&", size); len(done) != 3 {
			t.Errorf("pages of %d: %v", size, done)
		}
	}
}
