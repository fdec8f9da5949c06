package engine

import "testing"

// What is told on the phone holds no addresses and no footer (E-02, G-03).
func TestUnlinked(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"您好：\n\n已上线。\n\n查看进度：{{link.track}}\n不想再收到？打开上面的页面。", "您好：\n\n已上线。"},
		{"您好：\n看这里：{{link.track}}\n谢谢。\n\n再见。", "您好：\n谢谢。\n\n再见。"},
		{"{{title}}", "{{title}}"},
		{"{{link.track}}", "{{link.track}}"},
	} {
		if got := unlinked(c.body); got != c.want {
			t.Errorf("%q is told as %q, not %q", c.body, got, c.want)
		}
	}
}
