package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/search"
	"huiyin/runtime/store"
)

const notes = "notes"

func note(t *testing.T, no, title, text string, tags ...string) []byte {
	return encode(t, map[string]any{"no": no, "title": title, "open": true, "data": map[string]any{"text": text, "tags": tags, "other": "别处"}})
}

// ask returns the ids that Search answers a question with, page by page, and whether the index was whole.
func ask(t *testing.T, s store.Searcher, question string, where query.Condition, limit int) (ids []string, partial bool) {
	t.Helper()
	q := store.TextQuery{Terms: search.Parse(question).Terms(), Where: where, Limit: limit, Fields: []string{"title"}}
	for range 100 {
		page, err := s.Search(t.Context(), notes, q)
		if err != nil {
			t.Fatalf("search %q: %v", question, err)
		}
		if len(page.Documents) > limit {
			t.Fatalf("search %q: a page of %d", question, len(page.Documents))
		}
		for _, d := range page.Documents {
			if d.Rev < 1 || strings.Contains(string(d.Body), "text") {
				t.Fatalf("search %q: %d %s", question, d.Rev, d.Body)
			}
			ids = append(ids, d.ID)
		}
		if partial = partial || page.Partial; page.Next == "" {
			return ids, partial
		}
		q.After = page.Next
	}
	t.Fatalf("search %q does not end", question)
	return nil, false
}

func testSearch(t *testing.T, opened store.Store) {
	s, ok := opened.(store.Searcher)
	if !ok {
		t.Fatal("not a searcher")
	}
	ensure(t, s, store.Collection{Name: notes, Texts: []string{"no", "title", "data.text", "data.tags"}})
	for i, body := range [][]byte{
		note(t, "JY2026110001", "导出时可以选择字段", "现在每天要手工删很多列，Export to Excel 很慢", "报表"),
		note(t, "JY2026110002", "登录页面 🎉", "接入ＥＲＰ系统后", "移动端", "报表"),
		note(t, "JY2026110010", "选择的字段", ""),
	} {
		put(t, s, store.Op{Collection: notes, ID: fmt.Sprintf("n%d", i+1), Body: body})
	}
	open := query.Is("open", "eq", true)
	for _, c := range []struct{ question, want string }{
		{"选择", "n3 n1"}, {"择字", "n1"}, {"报表", "n2 n1"}, {"端", "n2"}, {"移", "n2"}, {"字段 选择", "n3 n1"}, {"export", "n1"}, {"exc", "n1"}, {"EXPORT 列", "n1"},
		{"xcel", ""}, {"erp系统", "n2"}, {"jy20261100", "n3 n2 n1"}, {"JY2026110010", "n3"}, {"🎉", "n2"}, {"🚀", ""}, {"别处", ""}, {"选择 登录", ""}, {"\" OR *", ""}, {"", ""},
		{"手工 NEAR AND", ""}, {"0010", "n3"}, {"00", ""}, {"110001 列", "n1"},
	} {
		for _, limit := range []int{1, 50} {
			if got, _ := ask(t, s, c.question, open, limit); strings.Join(got, " ") != c.want {
				t.Errorf("search %q: %v, want %s", c.question, got, c.want)
			}
		}
	}
	if got, _ := ask(t, s, "选择", query.Is("no", "eq", "JY2026110001"), 5); !slices.Equal(got, []string{"n1"}) {
		t.Errorf("with a condition: %v", got)
	}
	put(t, s, store.Op{Collection: notes, ID: "n1", IfRev: 1, Body: note(t, "JY2026110001", "导入", "改过了")})
	put(t, s, store.Op{Collection: notes, ID: "n3", IfRev: 1})
	put(t, s, store.Op{Collection: notes, ID: "n4", IfRev: store.AnyRev, Body: note(t, "JY2026110011", "改过了", "")})
	for question, want := range map[string]string{"选择": "", "导出": "", "改过": "n4 n1", "导入": "n1", "jy2026110010": ""} {
		if got, _ := ask(t, s, question, open, 50); strings.Join(got, " ") != want {
			t.Errorf("after changes, search %q: %v, want %s", question, got, want)
		}
	}
}

// Texts of documents that were there before are found as well, those of others that are declared later too, and
// nothing that is no longer declared.
func testSearchLate(t *testing.T, opened store.Store) {
	s := opened.(store.Searcher)
	const many = 250
	ensure(t, s, store.Collection{Name: notes})
	for i := range many {
		put(t, s, store.Op{Collection: notes, ID: fmt.Sprintf("n%03d", i), Body: note(t, fmt.Sprint(i), "导出", fmt.Sprintf("第%d条正文", i))})
	}
	for _, step := range []struct {
		texts          []string
		question, none string
	}{{[]string{"title"}, "导出", "正文"}, {[]string{"no", "data.text"}, "正文", "导出"}} {
		ensure(t, s, store.Collection{Name: notes, Texts: step.texts})
		put(t, s, store.Op{Collection: notes, ID: "n000", IfRev: store.AnyRev, Body: note(t, "0", "导出", "正文，写过了")})
		put(t, s, store.Op{Collection: notes, ID: "z" + step.question, Body: note(t, "x", "导出", "正文")})
		if got, _ := ask(t, s, step.question, query.Condition{}, 1000); !slices.Contains(got, "z"+step.question) {
			t.Errorf("what is new is not found at once: %v", got)
		}
		waitFor(t, func() bool { _, partial := ask(t, s, step.question, query.Condition{}, 1000); return !partial })
		got, _ := ask(t, s, step.question, query.Condition{}, 1000)
		none, _ := ask(t, s, step.none, query.Condition{}, 1000)
		if count := len(slices.Compact(slices.Sorted(slices.Values(got)))); count != len(got) || count < many+1 || len(none) > 0 {
			t.Errorf("%q: %d documents, %d different; %q: %d", step.question, len(got), count, step.none, len(none))
		}
	}
	ensure(t, s, store.Collection{Name: notes})
	if got, _ := ask(t, s, "正文", query.Condition{}, 10); len(got) > 0 {
		t.Errorf("no longer declared: %v", got)
	}
}

// waitFor waits until something holds.
func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}
