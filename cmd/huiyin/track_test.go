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
	if url != track+"/files/"+fileID(mine) || dig(values[at], "files", 0, "image") != true {
		t.Errorf("%v", values[at])
	}
	if got := r.stranger().send("GET", url, nil); got.status != 200 {
		t.Errorf("the picture: %d", got.status)
	}
	if got := r.stranger().send("GET", track+"/files/"+fileID(other), nil); got.status != 404 {
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

// TestConsentIsOfWhoGaveIt: who was never asked for consent has nothing to take back or to give again, and everybody else
// can do both (P-06).
func TestConsentIsOfWhoGaveIt(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	sent := func(change map[string]any) string {
		fill := publicFill(r.token(), "客户的一条建议")
		data, _ := fill["data"].(map[string]any)
		for field, value := range change {
			data[field] = value
		}
		return "/api/v1/public/track/" + code(r.stranger().must(201, "POST", publicForm, fill))
	}
	for name, change := range map[string]map[string]any{
		"anonymous": {"anonymous": true, "customer_name": nil, "contact_email": nil, "consent_contact": nil},
		"unticked":  {"consent_contact": map[string]any{"given": false}, "contact_email": nil, "want_reply": false},
	} {
		track := sent(change)
		if got := r.stranger().must(200, "GET", track, nil); got["consent"] != nil {
			t.Errorf("%s: %v", name, got["consent"])
		}
		if got := r.stranger().send("POST", track+"/consent", map[string]any{"field": "consent_contact", "given": true}); got.status != 422 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	track := sent(nil)
	for _, given := range []bool{true, false, true} {
		got := r.stranger().must(200, "POST", track+"/consent", map[string]any{"field": "consent_contact", "given": given})
		if dig(got, "consent", "given") != given || dig(r.stranger().must(200, "GET", track, nil), "consent", "given") != given {
			t.Errorf("given %v, and the page says %v", given, got["consent"])
		}
	}
}
