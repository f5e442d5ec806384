package dev.slate.serving.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PageCursorTest {

  @Property
  void decode_ofEncode_isTheSame(
      @ForAll long begunMs, @ForAll long request, @ForAll @Size(max = 40) Set<String> ids) {
    PageCursor cursor = new PageCursor(begunMs, request, EarlierPages.NONE.and(ids));
    PageCursor again = PageCursor.decode(cursor.encode());

    assertThat(again.begunMs()).isEqualTo(begunMs);
    assertThat(again.request()).isEqualTo(request);
    assertThat(ids).allMatch(again.earlier()::contains);
    assertThat(again.encode()).isEqualTo(cursor.encode());
  }

  @Property(tries = 2_000)
  void decode_anything_isRefusedOrRead(@ForAll String text, @ForAll byte[] bytes) {
    for (String one : List.of(text, Base64.getUrlEncoder().encodeToString(bytes))) {
      assertThatThrownBy(() -> PageCursor.decode(one)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 300)
  void decode_oneCharacterChanged_isRefused(@ForAll int at, @ForAll int by) {
    char[] text =
        new PageCursor(1, 2, EarlierPages.NONE.and(List.of("a", "b"))).encode().toCharArray();
    int place = Math.floorMod(at, text.length - 1);
    char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(Math.floorMod(by, 26));
    if (other != text[place]) {
      text[place] = other;
      assertThatThrownBy(() -> PageCursor.decode(new String(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void encode_theMostItems_isReadAgain() {
    EarlierPages full =
        EarlierPages.NONE.and(
            IntStream.range(0, PageCursor.MAX_ITEMS).mapToObj(i -> "item-" + i).toList());
    String text = new PageCursor(1, 2, full).encode();

    assertThat(text).hasSizeLessThan(5_500);
    assertThat(PageCursor.decode(text).earlier().size()).isEqualTo(PageCursor.MAX_ITEMS);
    assertThatThrownBy(() -> PageCursor.decode(text + "AAAAAA"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void identity_isOfWhoAsksForWhat() {
    long mine = PageCursor.identity(request("u", 10, Set.of(), Scope.EVERYTHING));

    assertThat(PageCursor.identity(request("u", 20, Set.of("x"), Scope.EVERYTHING)))
        .isEqualTo(mine);
    assertThat(PageCursor.identity(request("v", 10, Set.of(), Scope.EVERYTHING)))
        .isNotEqualTo(mine);
    assertThat(PageCursor.identity(request("u", 10, Set.of(), Scope.of("c")))).isNotEqualTo(mine);
    Scope filtered = Scope.EVERYTHING.and(ItemFilter.parse("a = 1"));
    assertThat(PageCursor.identity(request("u", 10, Set.of(), filtered))).isNotEqualTo(mine);
  }

  private static SlateRequest request(String user, int count, Set<String> exclude, Scope scope) {
    return new SlateRequest(
        "r",
        user,
        List.of(),
        count,
        "home",
        exclude,
        scope,
        Situation.UNKNOWN,
        EarlierPages.NONE,
        0);
  }
}
