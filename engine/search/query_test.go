package search_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/engine/search"
)

func joined(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Hit {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// found reports whether the terms of a text hold those of a question, as an index answers.
func found(q search.Query, texts ...string) bool {
	terms := search.Terms(texts...)
	for _, t := range q.Terms() {
		if !slices.ContainsFunc(terms, func(s string) bool { return s == t.Text || s == t.Or || t.Prefix && strings.HasPrefix(s, t.Text) }) {
			return false
		}
	}
	return len(q.Terms()) > 0
}

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        bool
	}{
		{"希望导出时可以选择需要的字段", "选择", true},
		{"希望导出时可以选择需要的字段", "择需", true},
		{"希望导出时可以选择需要的字段", "字段 导出", true},
		{"希望导出时可以选择需要的字段", "选需", false},
		{"希望导出时可以选择需要的字段", "段", true},
		{"希望导出时可以选择需要的字段", "选", true},
		{"客户反馈 Export to Excel 很慢", "export", true},
		{"客户反馈 Export to Excel 很慢", "exp", true},
		{"客户反馈 Export to Excel 很慢", "port", false},
		{"客户反馈 Export to Excel 很慢", "EXCEL很慢", false},
		{"客户反馈 Export to Excel 很慢", "Excel 很慢", true},
		{"接入ERP系统后", "erp系统", true},
		{"接入ERP系统后", "入erp", true},
		{"订单编号１２３４５６", "123456", true},
		{"JY2026110007", "ｊｙ2026110007", true},
		{"JY2026110007", "JY2026", true},
		{"JY2026110052", "0052", true},
		{"JY2026110052", "110052", true},
		{"JY2026110052，已办结", "００５２", true},
		{"JY2026110052", "052", false}, // too short to tell one from another
		{"JY2026110052", "1100", false},
		{"JY2026110052A", "0052", false},
		{"JY2026110052", "Y2026110052", false},
		{"表情 🎉，逗号", "🎉", true},
		{"表情 🎉，逗号", "🚀", false},
		{"发布 v2.0.1 之后", "v2.0", true},
		{"发布 v2.0.1 之后", "v2-0", false},
		{"联系 li@example.com", "li@example.com", true},
		{"希望导出，报表", "导出，报表", true},
		{"any", " ，。!", false},
		{"any", "", false},
		{"\u0130stanbul café", "café", true},
	} {
		q := search.Parse(c.query)
		if got := q.Meets(c.text); got != c.want {
			t.Errorf("%q in %q: %v", c.query, c.text, got)
		}
		if c.want && !found(q, c.text) {
			t.Errorf("%q in %q: %v are not among %q", c.query, c.text, q.Terms(), search.Terms(c.text))
		}
	}
	if q := search.Parse("导出 慢"); !q.Meets("导出", "很慢") || q.Meets("导出") {
		t.Error("every phrase in some text")
	}
}

// Words that stand apart in a text are found when nothing has them together, whichever of the two has the spaces.
func TestApart(t *testing.T) {
	const title = "批量导出 Excel 的时候订单备注会被截断"
	for _, c := range []struct {
		query  string
		wider  bool // than as it was typed
		meets  bool
		marked string
	}{
		{"导出备注", true, true, "批量[导出] Excel 的时候订单[备注]会被截断"},
		{"批量备注截断", true, true, "[批量]导出 Excel 的时候订单[备注]会被[截断]"},
		{"订单备注导出", true, true, "批量[导出] Excel 的时候[订单备注]会被截断"},
		{"导出Excel", true, true, "批量[导出] [Excel] 的时候订单备注会被截断"},
		{"excel备注", true, true, "批量导出 [Excel] 的时候订单[备注]会被截断"},
		{"导备", false, false, title},
		{"导出备", false, false, title},
		{"出备注断", true, false, "批量导出 Excel 的时候订单[备注]会被截断"},
		{"导出 备注", false, true, "批量[导出] Excel 的时候订单[备注]会被截断"},
		{"导出登录", true, false, "批量[导出] Excel 的时候订单备注会被截断"},
	} {
		q, wider := search.Parse(c.query).Apart()
		pieces, _ := q.Pieces(title, 80)
		if wider != c.wider || q.Meets(title) != c.meets || joined(pieces) != c.marked || c.meets && !found(q, title) {
			t.Errorf("%s: wider %v, meets %v, %s, found %v", c.query, wider, q.Meets(title), joined(pieces), found(q, title))
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		number, query string
		want          bool
	}{
		{"JY2026110052", "0052", true}, {"JY2026110052", "００５２", true}, {"JY2026110052", "jy2026110052", true}, {"KH-2026-0052", "kh-2026-0052", true},
		{"JY2026110052", "052", false}, {"JY2026110052", "1100", false}, {"JY2026110052", "JY2026", false}, {"JY2026110052", "0052 x", false}, {"", "0052", false},
	} {
		q := search.Parse(c.query)
		named := len(q.Named()) > 0
		for _, term := range q.Named() {
			named = named && (slices.Contains(search.Terms(c.number), term.Text) || slices.Contains(search.Terms(c.number), term.Or))
		}
		if q.Names(c.number) != c.want || c.want && !named {
			t.Errorf("%s names %s: %v, by terms %v", c.query, c.number, q.Names(c.number), named)
		}
	}
}

func TestPieces(t *testing.T) {
	if none, hit := search.Parse("导出").Pieces("", 20); none == nil || len(none) > 0 || hit {
		t.Errorf("of an empty text: %#v, %v", none, hit)
	}
	long := strings.Repeat("前", 100) + "这里导出" + strings.Repeat("后", 100)
	for _, c := range []struct{ text, query, want string }{
		{"ＥＸＰＯＲＴ导出 export导出", "export 导出", "[ＥＸＰＯＲＴ导出] [export导出]"},
		{"没有", "导出", "没有"},
		{long, "导出", "…" + strings.Repeat("前", 3) + "这里[导出]" + strings.Repeat("后", 13) + "…"},
		{"导出" + strings.Repeat("后", 30), "导出", "[导出]" + strings.Repeat("后", 18) + "…"},
		{strings.Repeat("前", 30) + "导出", "导出", "…" + strings.Repeat("前", 18) + "[导出]"},
	} {
		if got, _ := search.Parse(c.query).Pieces(c.text, 20); joined(got) != c.want {
			t.Errorf("%q: %s", c.query, joined(got))
		}
	}
}

// Every part of a text that is looked for is found by the index: what it misses nobody would ever see.
func FuzzTermsOfWhatMeets(f *testing.F) {
	f.Add("希望导出 Export to Excel 🎉 v2.0", 2, 6)
	f.Add("ＪＹ２０２６ / a.b-c_d 한국어 ひらがなカー", 0, 9)
	f.Fuzz(func(t *testing.T, text string, from, size int) {
		runes := []rune(strings.ToValidUTF8(text, "?"))
		if len(runes) == 0 || len(runes) > 500 || size < 0 || from < 0 {
			return
		}
		from %= len(runes)
		q := search.Parse(string(runes[from:min(len(runes), from+size%40)]))
		apart, _ := q.Apart()
		for _, q := range []search.Query{q, apart} {
			if q.Meets(string(runes)) && !found(q, string(runes)) {
				t.Fatalf("%v not among %q", q.Terms(), search.Terms(string(runes)))
			}
		}
		if q.Meets(string(runes)) && !apart.Meets(string(runes)) {
			t.Fatalf("%q meets together only", runes)
		}
	})
}

func TestTermsAreBounded(t *testing.T) {
	var b strings.Builder
	for r := '一'; r < '一'+5000; r++ {
		b.WriteRune(r)
	}
	if n := len(search.Terms(b.String())); n != search.MaxTerms {
		t.Error(n)
	}
}
