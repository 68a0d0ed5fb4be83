/** Where the appointments of one column are drawn. Minutes count from midnight. */

export const DAY = 24 * 60;

export interface Block {
  id: string;
  from: number;
  to: number;
  cancelled: boolean;
}

/** `left` and `width` are parts of the column's width; `to` is where the drawing ends. */
export interface Place {
  from: number;
  to: number;
  left: number;
  width: number;
}

/** A line of words takes 24 px, however short the appointment: 20 minutes at 1.2 px a minute. */
const SHORTEST = 20;
const LIVE_BESIDE_CANCELLED = 2 / 3;

/**
 * Appointments that touch stand side by side. One that is too short for its words is drawn longer where what follows is
 * free. A cancelled one takes the right third where its slot is booked anew.
 */
export function placed(blocks: readonly Block[]): Map<string, Place> {
  const drawn = blocks
    .map((block) => ({ ...block, to: Math.min(DAY, Math.max(block.to, block.from + SHORTEST)) }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const places = new Map<string, Place>();
  for (const cluster of clustersOf(drawn)) {
    const live = cluster.filter((block) => !block.cancelled);
    const cancelled = cluster.filter((block) => block.cancelled);
    const both = live.length > 0 && cancelled.length > 0;
    fill(places, live, 0, both ? LIVE_BESIDE_CANCELLED : 1);
    fill(places, cancelled, both ? LIVE_BESIDE_CANCELLED : 0, both ? 1 - LIVE_BESIDE_CANCELLED : 1);
  }
  return places;
}

function clustersOf(blocks: readonly Block[]): Block[][] {
  const clusters: Block[][] = [];
  let end = -1;
  for (const block of blocks) {
    if (block.from >= end) {
      clusters.push([]);
    }
    clusters.at(-1)?.push(block);
    end = Math.max(end, block.to);
  }
  return clusters;
}

function fill(places: Map<string, Place>, blocks: readonly Block[], left: number, width: number): void {
  const ends: number[] = [];
  const lanes = blocks.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
  blocks.forEach(({ id, from, to }, index) => {
    const lane = lanes[index] ?? 0;
    places.set(id, { from, to, left: left + (lane * width) / ends.length, width: width / ends.length });
  });
}
