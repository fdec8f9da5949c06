package field

import "testing"

// What nobody can see is nothing; what can be seen stays, without what hides in it.
func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"\u200b\u200b": "", "\u2800": "", "\u3164 \uffa0": "", "\ufeff": "", "\u00ad": "", "\u0301\u0302": "", "\u0000": "", " \t\n": "", "\u115f\u1160\u034f\u180e": "",
		" 好的 ": "好的", "a\u0000b\u200bc": "abc", "e\u0301": "é", "👍": "👍", "1": "1", "。": "。", "第一\r\n第二": "第一\n第二",
	} {
		if got := Words(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
