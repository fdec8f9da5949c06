package main

import (
	"slices"
	"testing"
)

// TestTrackShowsOwnFiles: the tracking page gives customers what they uploaded back, and nothing colleagues added; its
// times are in the app's zone, and nothing undecided is announced.
func TestTrackShowsOwnFiles(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	token := r.token()
	mine, other := r.stranger().upload("/api/v1/public/files", token), r.stranger().upload("/api/v1/public/files", token)
	fill := publicFill(token, "客户的一条建议")
	fill["data"].(map[string]any)["attachments"] = []any{map[string]any{"id": mine}}
	track := "/api/v1/public/track/" + code(r.stranger().must(201, "POST", publicForm, fill, "Idempotency-Key", "0123456789"))
	view := r.stranger().must(200, "GET", track, nil)
	values, _ := view["values"].([]any)
	at := slices.IndexFunc(values, func(v any) bool { return dig(v, "files") != nil })
	if at < 0 {
		t.Fatalf("no files among %v", values)
	}
	url, _ := dig(values[at], "files", 0, "url").(string)
	if url != track+"/files/"+mine || dig(values[at], "files", 0, "image") != true {
		t.Errorf("%v", values[at])
	}
	if got := r.stranger().send("GET", url, nil); got.status != 200 {
		t.Errorf("the picture: %d", got.status)
	}
	if got := r.stranger().send("GET", track+"/files/"+other, nil); got.status != 404 {
		t.Errorf("a file that is not of this suggestion: %d", got.status)
	}
	if view["timeZone"] != "Asia/Shanghai" {
		t.Errorf("zone %v", view["timeZone"])
	}
	steps, _ := view["timeline"].([]any)
	if len(steps) != 2 || dig(steps[0], "state") != "now" || dig(steps[1], "state") != "ahead" || dig(steps[1], "title") == dig(steps[0], "title") {
		t.Errorf("the way: %v", steps)
	}
}
