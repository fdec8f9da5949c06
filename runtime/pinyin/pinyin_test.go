package pinyin_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/runtime/pinyin"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        bool
	}{
		{"王小明", "", true}, {"王小明", "小明", true}, {"王小明", "wxm", true}, {"王小明", "WangXiaoMing", true},
		{"王小明", "wang xiao", true}, {"王小明", "xiaoming", true}, {"王小明", "wangxm", true}, {"王小明", "w小m", true},
		{"王小明", "wm", false}, {"王小明", "xiaomings", false}, {"王小明", "李", false}, {"王小明", "angx", false},
		{"曾国华", "zeng", true}, {"曾国华", "ceng", true}, {"吕布", "lvbu", true}, {"吕布", "lübu", true}, {"西安", "xi'an", true},
		{"Mary Wong", "mary", true}, {"Mary Wong", "ywong", true}, {"Mary Wong", "wm", false},
	} {
		if got := pinyin.Matches(c.text, c.query); got != c.want {
			t.Errorf("%q by %q: %t", c.text, c.query, got)
		}
	}
}

// A name made to be slow is not.
func TestManyWaysToReadAreTriedOnce(t *testing.T) {
	if pinyin.Matches(strings.Repeat("啊", 60), strings.Repeat("a", 60)+"x") {
		t.Error("found what is not there")
	}
}

// Every usual reading is one the character has, and the ones people expect are chosen.
func TestSpell(t *testing.T) {
	for text, want := range map[string]string{"期": "qi", "行": "xing", "会": "hui", "区": "qu", "绿": "lv", "广": "guang", "满": "man"} {
		if got, ok := pinyin.Spell([]rune(text)[0]); !ok || got != want || !pinyin.Matches(text, got) {
			t.Errorf("%s is spelt %q", text, got)
		}
	}
	if got, ok := pinyin.Spell('a'); ok {
		t.Errorf("a letter is spelt %q", got)
	}
}

func TestOrder(t *testing.T) {
	names := []string{"赵晨", "Bob", "李雷", "陈思齐", "alice", "林小雨", "李梅", "周敏"}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(pinyin.Order(a), pinyin.Order(b)) })
	if want := []string{"alice", "Bob", "陈思齐", "李雷", "李梅", "林小雨", "赵晨", "周敏"}; !slices.Equal(names, want) {
		t.Errorf("%v instead of %v", names, want)
	}
}
