package main

import (
	"net/url"
	"strings"
	"testing"
)

// Whoever did what a message asked for does not find it unread afterwards; what is about other records stays unread.
func TestWhatIsDoneIsReadInTheInbox(t *testing.T) {
	r := newMerges(t)
	sent := func(title string) string {
		no := r.stranger().must(201, "POST", publicForm, publicFill(r.token(), title))["no"]
		r.tick()
		id, _ := dig(r.boss.must(200, "GET", suggestions+"?q="+url.QueryEscape(title), nil), "items", 0, "id").(string)
		if id == "" {
			t.Fatalf("%v is not there", no)
		}
		return id
	}
	done, other := sent("导出时选择字段"), sent("列表里显示合计")
	inbox := func() string { return string(r.boss.send("GET", "/api/v1/inbox", nil).body) }
	unread := func() float64 {
		n, _ := r.boss.must(200, "GET", "/api/v1/inbox/count", nil)["unread"].(float64)
		return n
	}
	before := unread()
	if before < 2 || !strings.Contains(inbox(), done) || !strings.Contains(inbox(), other) {
		t.Fatalf("%v unread: %s", before, inbox())
	}
	r.press(done, "classified", map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	if after := unread(); after >= before || after == 0 {
		t.Errorf("%v unread of %v", after, before)
	}
	r.tick()
	if again := unread(); again == 0 {
		t.Error("the next task was read before anybody saw it")
	}
}
